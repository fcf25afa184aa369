using System.Text.Json;

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

using Rahat.Contracts;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Outbox;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Data;

/// <summary>
/// An aggregate that two callers may change at once: the second to save finds that the version has moved and loses.
/// </summary>
public interface IVersioned
{
    /// <summary>Counts the changes; set by the context.</summary>
    int Version { get; }
}

/// <summary>
/// A module's database. State, events and jobs are saved in one transaction: the first change opens it, and the
/// dispatcher or job runner commits it when the work has returned.
/// </summary>
public abstract class ModuleDb : DbContext
{
    private readonly ModuleWork _work;
    private IDisposable? _turn;
    private bool _appended;
    private bool _enqueued;

    /// <summary>A context of one scope.</summary>
    /// <param name="options">Engine and connection.</param>
    /// <param name="work">The scope's caller, clock and wake-up bell.</param>
    protected ModuleDb(DbContextOptions options, ModuleWork work)
        : base(options)
    {
        _work = work;
        // Not asked of the context's own Database: on PostgreSQL that builds the model, which asks for the engine.
        Engine = work.Engine;
    }

    /// <summary>Which engine this is, for the few statements that differ.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>The module's name, which is its schema.</summary>
    public abstract string Module { get; }

    /// <summary>Now, for the entities' acts.</summary>
    public DateTimeOffset Now => _work.Clock.GetUtcNow();

    /// <summary>On whose behalf this scope works.</summary>
    public Caller Caller => _work.Context.Caller;

    internal IdempotencyClaim? Claim => _work.Context.Claim;

    /// <summary>A new row id, which sorts by time.</summary>
    public Guid NewId() => Guid.CreateVersion7(Now);

    /// <summary>Appends an event to the module's log, in the transaction of the change it tells of.</summary>
    /// <param name="happened">The event.</param>
    public void Publish(IEvent happened)
    {
        _appended = true;
        Add(new EventRow
        {
            EventId = NewId(),
            Name = Entries.NameOf(happened.GetType()),
            AggregateId = happened.AggregateId,
            Body = JsonSerializer.Serialize(happened, happened.GetType(), WireJson.Options),
            Actor = Caller.Actor,
            CorrelationId = _work.Context.CorrelationId,
            HappenedAt = Now,
        });
    }

    /// <summary>Puts a job into the module's queue, in the transaction of the change that asks for it.</summary>
    /// <param name="job">The payload, whose class carries <see cref="JobNameAttribute"/>.</param>
    /// <param name="delay">How long it waits at least.</param>
    /// <returns>Id of the job.</returns>
    public Guid Enqueue(object job, TimeSpan delay = default)
    {
        _enqueued = true;
        var name = JobNameAttribute.For(job.GetType());
        var row = new JobRow
        {
            Id = NewId(),
            Queue = name.Queue,
            Name = name.Name,
            Payload = PayloadOf(job),
            MaxAttempts = name.MaxAttempts,
            Actor = Caller.Actor,
            CorrelationId = _work.Context.CorrelationId,
            CreatedAt = Now,
            RunAt = Now + delay,
        };
        Add(row);
        return row.Id;
    }

    /// <summary>Whether a job with exactly this payload waits or is being worked on.</summary>
    /// <param name="job">The payload.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> IsAlive(object job, CancellationToken cancellationToken)
    {
        var (name, payload) = (JobNameAttribute.For(job.GetType()).Name, PayloadOf(job));
        return Set<JobRow>().AnyAsync(
            row => (row.State == JobState.Waiting || row.State == JobState.Active)
                && row.Name == name && row.Payload == payload,
            cancellationToken);
    }

    /// <summary>
    /// Opens the transaction unless it is open. Called by the first save; call it yourself before set-based SQL.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task BeginWork(CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is not null)
            return;
        if (_work.Gate is { } gate && _turn is null)
        {
            // It would wait for itself.
            if (_work.Context.InWork)
                throw new InvalidOperationException("Another context of this scope is writing already.");
            _turn = await gate.Enter(cancellationToken);
        }
        try
        {
            await Database.BeginTransactionAsync(cancellationToken);
        }
        catch
        {
            EndTurn();
            throw;
        }
        _work.Context.InWork = true;
        if (Claim is { } claim)
            await IdempotencyStore.Take(this, claim, cancellationToken);
    }

    /// <summary>Saves what is tracked and commits; what was published and enqueued starts on its way.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task CommitWork(CancellationToken cancellationToken)
    {
        if (ChangeTracker.HasChanges())
            await SaveChangesAsync(cancellationToken);
        if (Database.CurrentTransaction is { } transaction)
            await transaction.CommitAsync(cancellationToken);
        await EndWork();
        if (_appended)
            _work.Bell.Ring(Module, Bell.Events);
        if (_enqueued)
            _work.Bell.Ring(Module, Bell.Jobs);
        _appended = _enqueued = false;
    }

    /// <summary>Undoes what was not committed.</summary>
    public async Task AbandonWork()
    {
        await EndWork();
        ChangeTracker.Clear();
        _appended = _enqueued = false;
    }

    /// <summary>The quoted name of an entity's table, for set-based SQL.</summary>
    /// <typeparam name="TEntity">A mapped entity.</typeparam>
    public string Table<TEntity>()
    {
        var entity = Model.FindEntityType(typeof(TEntity))!;
        var sql = Database.GetService<ISqlGenerationHelper>();
        return sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
    }

    /// <summary>
    /// Runs a set-based statement. Values go in as parameters; only names from the model stand in the text.
    /// </summary>
    /// <param name="sql">SQL with <c>{0}</c>, <c>{1}</c>… where values go.</param>
    /// <param name="values">The values.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Rows touched.</returns>
    public Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken) =>
        Database.ExecuteSqlRawAsync(sql, values, cancellationToken);

    /// <summary>The rows that a statement returns, untracked.</summary>
    /// <typeparam name="TEntity">A mapped entity; the statement returns all its columns.</typeparam>
    /// <param name="sql">SQL with <c>{0}</c>, <c>{1}</c>… where values go.</param>
    /// <param name="values">The values.</param>
    public IQueryable<TEntity> Rows<TEntity>(string sql, params object[] values)
        where TEntity : class => Set<TEntity>().FromSqlRaw(sql, values).AsNoTracking();

    /// <summary>The one number that a statement returns in a column named <c>Value</c>.</summary>
    /// <param name="sql">SQL with <c>{0}</c>, <c>{1}</c>… where values go.</param>
    /// <param name="values">The values.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<long> Number(string sql, object[] values, CancellationToken cancellationToken) =>
        Database.SqlQueryRaw<long>(sql, values).SingleAsync(cancellationToken);

    /// <summary>
    /// A time as a parameter of set-based SQL: a timestamp on PostgreSQL, milliseconds since 1970 on SQLite.
    /// </summary>
    /// <param name="time">Any time.</param>
    public object Time(DateTimeOffset time) =>
        Engine == DatabaseEngine.Postgres ? time.ToUniversalTime() : time.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default)
    {
        await BeginWork(cancellationToken);
        foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(entry => entry.State == EntityState.Modified))
            entry.Property(nameof(IVersioned.Version)).CurrentValue = entry.Entity.Version + 1;
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        base.Dispose();
        EndTurn();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public sealed override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        EndTurn();
        GC.SuppressFinalize(this);
    }

    /// <summary>Maps the module's entities.</summary>
    /// <param name="model">The model under construction.</param>
    protected abstract void Map(ModelBuilder model);

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        RuntimeTables.Map(modelBuilder);
        Map(modelBuilder);
        SchemaRules.Apply(modelBuilder, Engine, Module);
    }

    /// <inheritdoc/>
    protected sealed override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<SealedText>().HaveConversion<SealedTextConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        if (Engine == DatabaseEngine.Sqlite)
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixTimeConverter>();
    }

    private static string PayloadOf(object job) => JsonSerializer.Serialize(job, job.GetType(), WireJson.Options);

    private async Task EndWork()
    {
        _work.Context.InWork = false;
        _work.Context.Claim = null;
        if (Database.CurrentTransaction is { } transaction)
            await transaction.DisposeAsync();
        EndTurn();
    }

    /// <summary>After the transaction, so that the next writer finds the file free.</summary>
    private void EndTurn()
    {
        _turn?.Dispose();
        _turn = null;
    }
}

/// <summary>What a module's context needs of its scope.</summary>
/// <param name="context">Caller and correlation.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="bell">Wakes those who wait for events and jobs.</param>
/// <param name="database">Where data is kept.</param>
public sealed class ModuleWork(MessageContext context, TimeProvider clock, Bell bell, Database database)
{
    internal DatabaseEngine Engine { get; } = database.Engine;

    internal SqliteWriteGate? Gate { get; } = database.WriteGate;

    internal MessageContext Context { get; } = context;

    internal TimeProvider Clock { get; } = clock;

    internal Bell Bell { get; } = bell;
}
