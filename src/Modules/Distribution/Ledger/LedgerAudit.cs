using Rahat.Contracts.Distribution;
using Rahat.Distribution.Redemptions;
using Rahat.Distribution.Reservations;

namespace Rahat.Distribution.Ledger;

/// <summary>
/// Works the books out again from every entry and says whether they add up. Most of what it looks for the database
/// refuses in the first place; it is here to be believed without taking our word for it.
/// </summary>
internal sealed class LedgerAudit(DistributionDb db)
{
    private Guid? _projectId;

    public async Task<LedgerInvariants> Run(Guid? projectId, CancellationToken cancellationToken)
    {
        _projectId = projectId;
        var checks = new List<InvariantCheck>();
        foreach (var (name, meaning, sql) in (Rule[])[.. OfTheBooks(), .. OfRedemptions(), .. OfReservations()])
            checks.Add(new InvariantCheck(name, meaning, await Count(sql, cancellationToken)));
        return new LedgerInvariants(
            checks.TrueForAll(check => check.Holds),
            checks,
            await Count($"SELECT id FROM {Accounts} AS account WHERE {Scoped("account")}", cancellationToken),
            await Count($"SELECT id FROM {Journals} AS journal WHERE {Scoped("journal")}", cancellationToken),
            db.Now);
    }

    private Task<long> Count(string sql, CancellationToken cancellationToken)
    {
        object[] values = _projectId is { } id ? [id] : [];
        return db.Number($"SELECT count(*) AS \"Value\" FROM ({sql}) AS breach", values, cancellationToken);
    }

    /// <summary>The condition that a row belongs to the project asked for, if any.</summary>
    private string Scoped(string alias) => _projectId is null ? "1 = 1" : $"{alias}.project_id = {{0}}";

    private string Accounts => db.Table<Account>();

    private string Journals => db.Table<Journal>();

    private string Transfers => db.Table<Transfer>();

    private string Redemptions => db.Table<Redemption>();

    private string Lines => db.Table<EntitlementLine>();

    private string Reservations => db.Table<Reservation>();

    private IEnumerable<Rule> OfTheBooks() =>
    [
        new("journals_sum_to_zero",
            "Every journal moves positive amounts between two accounts of its own token, so its entries sum to zero.",
            $"""
            SELECT journal.id FROM {Journals} AS journal
            LEFT JOIN {Transfers} AS transfer ON transfer.journal_id = journal.id
            LEFT JOIN {Accounts} AS debit
                ON debit.id = transfer.debit_account_id AND debit.token_id = journal.token_id
            LEFT JOIN {Accounts} AS credit
                ON credit.id = transfer.credit_account_id AND credit.token_id = journal.token_id
            WHERE {Scoped("journal")}
                AND (transfer.id IS NULL OR transfer.amount <= 0 OR debit.id IS NULL OR credit.id IS NULL)
            """),
        new("no_negative_account",
            "No account but issuance is below zero.",
            $"SELECT id FROM {Accounts} AS account WHERE {Scoped("account")} AND balance < 0 AND kind <> 'Issuance'"),
        new("balances_equal_entries",
            "Every balance is what its entries add up to.",
            $"""
            SELECT account.id FROM {Accounts} AS account
            WHERE {Scoped("account")} AND account.balance <>
                coalesce((SELECT sum(amount) FROM {Transfers} WHERE credit_account_id = account.id), 0)
                - coalesce((SELECT sum(amount) FROM {Transfers} WHERE debit_account_id = account.id), 0)
            """),
        new("minted_equals_accounts",
            "What was minted less what was burned is what all other accounts of the token hold.",
            $"""
            SELECT account.token_id FROM {Accounts} AS account WHERE {Scoped("account")} GROUP BY account.token_id
            HAVING sum(CASE WHEN account.kind = 'Issuance' THEN 0 ELSE account.balance END) <>
                coalesce((SELECT sum(CASE journal.kind WHEN 'Mint' THEN transfer.amount ELSE -transfer.amount END)
                          FROM {Journals} AS journal JOIN {Transfers} AS transfer ON transfer.journal_id = journal.id
                          WHERE journal.token_id = account.token_id AND journal.kind IN ('Mint', 'Burn')), 0)
            """),
    ];

    private IEnumerable<Rule> OfRedemptions() =>
    [
        new("holds_belong_to_open_redemptions",
            "What is held is held by one open redemption, to the unit.",
            $"""
            SELECT account.id FROM {Accounts} AS account
            LEFT JOIN {Redemptions} AS redemption ON redemption.id = account.owner_id
            WHERE {Scoped("account")} AND account.kind = 'Held' AND account.balance <>
                CASE WHEN redemption.status = 'Authorised' THEN redemption.amount ELSE 0 END
            """),
        new("redemptions_are_entered_once",
            "Every redemption has its entry in the books: the right amount, from and to the right accounts.",
            $"""
            SELECT redemption.id FROM {Redemptions} AS redemption
            WHERE {Scoped("redemption")} AND NOT EXISTS (
                SELECT 1 FROM {Journals} AS journal
                JOIN {Transfers} AS transfer ON transfer.journal_id = journal.id
                JOIN {Accounts} AS debit ON debit.id = transfer.debit_account_id
                JOIN {Accounts} AS credit ON credit.id = transfer.credit_account_id
                WHERE journal.token_id = redemption.token_id AND journal.reference = redemption.id
                  AND transfer.amount = redemption.amount
                  AND ((redemption.status = 'Authorised' AND journal.kind = 'Hold'
                        AND debit.owner_id = redemption.beneficiary_id AND credit.owner_id = redemption.id)
                    OR (redemption.status = 'Captured' AND journal.kind = 'Capture'
                        AND debit.owner_id = redemption.id AND credit.owner_id = redemption.vendor_id)
                    OR (redemption.status = 'Voided' AND journal.kind = 'Void'
                        AND debit.owner_id = redemption.id AND credit.owner_id = redemption.beneficiary_id)))
            """),
    ];

    private IEnumerable<Rule> OfReservations() =>
    [
        new("lines_equal_reservation",
            "The parts of a reservation add up to it, to the unit.",
            $"""
            SELECT reservation.id FROM {Reservations} AS reservation
            WHERE {Scoped("reservation")} AND reservation.amount <>
                coalesce((SELECT sum(amount) FROM {Lines} WHERE reservation_id = reservation.id), 0)
            """),
        new("lines_are_disbursed_once",
            "A line is confirmed exactly when its person was credited its amount.",
            $"""
            SELECT line.id FROM {Lines} AS line
            LEFT JOIN {Transfers} AS transfer ON transfer.journal_id = line.id
            LEFT JOIN {Accounts} AS credit ON credit.id = transfer.credit_account_id
            WHERE {Scoped("line")} AND ((line.status = 'Confirmed') <> (transfer.id IS NOT NULL)
                OR transfer.amount <> line.amount OR credit.owner_id <> line.beneficiary_id)
            """),
        new("reserved_equals_pending_lines",
            "What is reserved is what is still to be handed out.",
            $"""
            SELECT account.id FROM {Accounts} AS account
            WHERE {Scoped("account")} AND account.kind = 'Reserved' AND account.balance <>
                coalesce((SELECT sum(amount) FROM {Lines}
                          WHERE reservation_id = account.owner_id AND status = 'Pending'), 0)
            """),
    ];

    /// <summary>What must be so, and the statement that finds where it is not.</summary>
    private sealed record Rule(string Name, string Meaning, string Breaches);
}
