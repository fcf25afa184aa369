using Microsoft.Extensions.DependencyInjection;

using Rahat.Distribution.Data;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Redemptions;
using Rahat.Distribution.Reservations;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Ledger;

/// <summary>
/// Each rule of the audit seen to bite. What the database would never let happen is made to happen in a transaction
/// with its guards switched off; the audit looks at it there, and it is undone.
/// </summary>
public sealed class LedgerAuditTests
{
    [Theory]
    [InlineData(
        "INSERT INTO {journals} (id, project_id, token_id, kind, reference, actor, posted_at) "
        + "SELECT {new}, project_id, token_id, kind, {new}, actor, posted_at "
        + "FROM {journals} WHERE kind = 'Reserve' AND {mine}",
        "journals_sum_to_zero")]
    [InlineData(
        "UPDATE {accounts} SET balance = balance + 1 WHERE kind = 'Treasury' AND {mine}",
        "balances_equal_entries,minted_equals_accounts")]
    [InlineData(
        "UPDATE {accounts} SET balance = -1 WHERE kind = 'Treasury' AND {mine}",
        "balances_equal_entries,minted_equals_accounts,no_negative_account")]
    [InlineData(
        "UPDATE {redemptions} SET status = 'Voided' WHERE status = 'Authorised' AND {mine}",
        "holds_belong_to_open_redemptions,redemptions_are_entered_once")]
    [InlineData(
        "UPDATE {redemptions} SET amount = amount + 1 WHERE status = 'Captured' AND {mine}",
        "redemptions_are_entered_once")]
    [InlineData(
        "UPDATE {redemptions} SET vendor_id = id WHERE status = 'Captured' AND {mine}",
        "redemptions_are_entered_once")]
    [InlineData(
        "UPDATE {lines} SET amount = amount + 1 WHERE {mine}",
        "lines_are_disbursed_once,lines_equal_reservation")]
    [InlineData(
        "UPDATE {lines} SET beneficiary_id = id WHERE {mine}",
        "lines_are_disbursed_once")]
    [InlineData(
        "UPDATE {lines} SET status = 'Pending' WHERE {mine}",
        "lines_are_disbursed_once,reserved_equals_pending_lines")]
    public async Task A_breach_is_found_by_its_name(string breach, string rules)
    {
        var programme = await GivenSomethingOfEverything();
        await using var scope = programme.Platform.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DistributionDb>();
        var token = TestContext.Current.CancellationToken;
        await db.BeginWork(token);
        foreach (var statement in Platform.OnPostgres ? PostgresUnguarded(db) : SqliteUnguarded)
            await db.Execute(statement, [], token);

        await db.Execute(Named(breach, db), [programme.ProjectId, db.NewId()], token);

        var audit = await scope.ServiceProvider.GetRequiredService<LedgerAudit>().Run(programme.ProjectId, token);
        await db.AbandonWork();
        if (!Platform.OnPostgres)
            await db.Execute("PRAGMA ignore_check_constraints = OFF", [], token);
        var broken = audit.Checks.Where(check => !check.Holds).Select(check => check.Name).Order();
        Assert.Equal(rules, string.Join(',', broken));
        await programme.BooksAddUp();
    }

    private static readonly string[] SqliteUnguarded =
    [
        "PRAGMA ignore_check_constraints = ON",
        "DROP TRIGGER distribution_journals_fixed",
        "DROP TRIGGER distribution_transfers_fixed",
    ];

    private static string[] PostgresUnguarded(DistributionDb db) =>
    [
        "SET LOCAL session_replication_role = replica",
        $"ALTER TABLE {db.Table<Account>()} DROP CONSTRAINT no_negative_account",
    ];

    private static string Named(string sql, DistributionDb db) => sql
        .Replace("{journals}", db.Table<Journal>(), StringComparison.Ordinal)
        .Replace("{accounts}", db.Table<Account>(), StringComparison.Ordinal)
        .Replace("{redemptions}", db.Table<Redemption>(), StringComparison.Ordinal)
        .Replace("{lines}", db.Table<EntitlementLine>(), StringComparison.Ordinal)
        .Replace("{mine}", "project_id = {0}", StringComparison.Ordinal)
        .Replace("{new}", "{1}", StringComparison.Ordinal);

    /// <summary>A person with a captured and an open redemption.</summary>
    private static async Task<Programme> GivenSomethingOfEverything()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "100.00");
        var person = await programme.GivenEntitledPerson("50.00");
        var (till, other) = (await programme.GivenTill(), await programme.GivenTill());
        var (captured, code) = await programme.GivenRequest(till, person, "10.00");
        _ = (await Programme.Confirm(till, captured, code)).Data;
        _ = (await programme.Request(other, person, "5.00")).Data;
        return programme;
    }
}
