using Rahat.Distribution.Disbursements;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Redemptions;
using Rahat.Distribution.Reservations;
using Rahat.Distribution.Tokens;

namespace Rahat.Distribution.Data;

internal sealed class DistributionDb(DbContextOptions<DistributionDb> options, ModuleWork work)
    : ModuleDb(options, work)
{
    public override string Module => "distribution";

    public DbSet<Token> Tokens => Set<Token>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Journal> Journals => Set<Journal>();

    public DbSet<Transfer> Transfers => Set<Transfer>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    public DbSet<EntitlementLine> EntitlementLines => Set<EntitlementLine>();

    public DbSet<Disbursement> Disbursements => Set<Disbursement>();

    public DbSet<Redemption> Redemptions => Set<Redemption>();

    public async Task<Reservation> Reservation(Guid id, CancellationToken cancellationToken) =>
        await Reservations.SingleOrDefaultAsync(reservation => reservation.Id == id, cancellationToken)
        ?? throw Refusal.NotFound("reservation");

    public async Task<Token> Token(Guid id, CancellationToken cancellationToken) =>
        await Tokens.AsNoTracking().SingleOrDefaultAsync(token => token.Id == id, cancellationToken)
        ?? throw Refusal.NotFound("token");

    protected override void Map(ModelBuilder model)
    {
        model.ApplyConfiguration(new TokenTable());
        model.ApplyConfiguration(new AccountTable());
        model.ApplyConfiguration(new JournalTable());
        model.ApplyConfiguration(new TransferTable());
        model.ApplyConfiguration(new ReservationTable());
        model.ApplyConfiguration(new EntitlementLineTable());
        model.ApplyConfiguration(new DisbursementTable());
        model.ApplyConfiguration(new RedemptionTable());
    }
}
