using System.Text;
using System.Text.Json;

using Microsoft.EntityFrameworkCore;

using Rahat.Contracts;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Data;

/// <summary>An effect that has been named by a key: who asked what under which key, and what came of it.</summary>
internal sealed class IdempotencyRow
{
    public required string Caller { get; init; }

    public required string Message { get; init; }

    public required string Key { get; init; }

    public required Guid Id { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>The answer, sealed because it may show a name; empty while the work is under way.</summary>
    public SealedText? Reply { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A key that the coming transaction takes for its effect.</summary>
internal sealed record IdempotencyClaim(string Caller, string Message, string Key, string Fingerprint)
{
    public Guid Id { get; set; }
}

/// <summary>
/// One effect per idempotency key: the key is taken first thing in the transaction that makes the change, so that the
/// change and the key are there together or not at all, and a second request waits for the first and then gets its
/// answer.
/// </summary>
internal sealed class IdempotencyStore(PiiVault vault)
{
    /// <summary>How long an answer is kept for askers who did not hear it.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private const int MaxKeyLength = 255;

    public IdempotencyClaim Claim(Caller caller, RequestEntry entry, string key, object message, byte[] body)
    {
        if (key.Length > MaxKeyLength || key.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e'))
        {
            throw Refusal.Invalid(new FieldFault(
                "Idempotency-Key", "Idempotency-Key must be 1 to 255 printable characters"));
        }
        var content = message is IFingerprinted own ? own.Fingerprint : Encoding.UTF8.GetString(body);
        return new IdempotencyClaim(caller.Actor, entry.Name, key, vault.BlindIndex("idempotency", content));
    }

    public async Task<Reply?> Find(ModuleDb db, IdempotencyClaim claim, CancellationToken cancellationToken)
    {
        var row = await db.Set<IdempotencyRow>().AsNoTracking().SingleOrDefaultAsync(
            one => one.Caller == claim.Caller && one.Message == claim.Message && one.Key == claim.Key,
            cancellationToken);
        if (row is null)
            return null;
        if (row.Fingerprint != claim.Fingerprint)
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "idempotency.key_reused",
                "This Idempotency-Key was used for a different request.");
        }
        return JsonSerializer.Deserialize<Reply>(vault.Open(row.Reply!.Value, row.Id), WireJson.Options);
    }

    public static async Task Take(ModuleDb db, IdempotencyClaim claim, CancellationToken cancellationToken)
    {
        claim.Id = db.NewId();
        await db.Execute(
            $$"""
            INSERT INTO {{db.Table<IdempotencyRow>()}} (caller, message, key, id, fingerprint, created_at)
            VALUES ({0}, {1}, {2}, {3}, {4}, {5})
            """,
            [claim.Caller, claim.Message, claim.Key, claim.Id, claim.Fingerprint, db.Time(db.Now)],
            cancellationToken);
    }

    public async Task Keep(ModuleDb db, IdempotencyClaim claim, Reply reply, CancellationToken cancellationToken)
    {
        SealedText? text = vault.Seal(JsonSerializer.Serialize(reply, WireJson.Options), claim.Id);
        await db.Set<IdempotencyRow>()
            .Where(one => one.Caller == claim.Caller && one.Message == claim.Message && one.Key == claim.Key)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Reply, text), cancellationToken);
    }
}
