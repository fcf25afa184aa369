using System.Data.Common;

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Distribution.Data;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Tokens;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Ledger;

/// <summary>What the database itself refuses, whatever code asks for it.</summary>
public sealed class LedgerConstraintTests
{
    private const string Untouchable = "the ledger is changed by transfers alone";

    private delegate Task Act(DistributionDb db, LedgerBook ledger, Token token);

    [Fact]
    public async Task An_account_does_not_go_below_zero()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");

        await Refuses(programme, "no_negative_account", (db, ledger, token) =>
        {
            var entry = new Entry(
                token, JournalKind.Burn, db.NewId(), AccountName.Treasury, AccountName.Issuance, 1_001);
            return ledger.Post(entry, TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task A_command_is_entered_once()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");
        var reference = Guid.CreateVersion7();

        await Refuses(programme, "unique", async (db, ledger, token) =>
        {
            var entry = new Entry(token, JournalKind.Mint, reference, AccountName.Issuance, AccountName.Treasury, 1);
            await ledger.Post(entry, TestContext.Current.CancellationToken);
            await ledger.Post(entry, TestContext.Current.CancellationToken);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_transfer_moves_more_than_nothing(long amount)
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");

        await Refuses(programme, "check constraint", (db, ledger, token) =>
        {
            var entry = new Entry(
                token, JournalKind.Mint, db.NewId(), AccountName.Issuance, AccountName.Treasury, amount);
            return ledger.Post(entry, TestContext.Current.CancellationToken);
        });
    }

    [Theory]
    [InlineData("UPDATE {journals} SET reason = 'changed'")]
    [InlineData("DELETE FROM {journals}")]
    [InlineData("UPDATE {transfers} SET amount = amount + 1")]
    [InlineData("DELETE FROM {transfers}")]
    [InlineData("DELETE FROM {accounts}")]
    [InlineData("UPDATE {accounts} SET kind = 'Vendor'")]
    [InlineData("UPDATE {accounts} SET owner_id = token_id")]
    public async Task The_books_are_not_rewritten(string statement)
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");

        await Refuses(programme, Untouchable, (db, _, _) => db.Execute(
            statement.Replace("{journals}", db.Table<Journal>(), StringComparison.Ordinal)
                .Replace("{transfers}", db.Table<Transfer>(), StringComparison.Ordinal)
                .Replace("{accounts}", db.Table<Account>(), StringComparison.Ordinal),
            [],
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_account_opens_with_nothing_in_it()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");
        var saying = Platform.OnPostgres ? "an account opens with nothing in it" : Untouchable;

        await Refuses(programme, saying, (db, _, token) => db.Execute(
            $$"""
            INSERT INTO {{db.Table<Account>()}} (id, project_id, token_id, kind, owner_id, balance)
            VALUES ({0}, {1}, {2}, 'Vendor', {0}, 1)
            """,
            [db.NewId(), token.ProjectId, token.Id],
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_transfer_stays_within_its_token()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");
        var other = await Programme.Given(await Platform.Shared, budget: "10.00");

        await Refuses(programme, "foreign key", async (db, ledger, token) =>
        {
            var foreign = await db.Accounts.FirstAsync(account => account.TokenId == other.TokenId);
            var own = await db.Accounts.FirstAsync(account => account.TokenId == token.Id);
            var journal = await db.Journals.FirstAsync(one => one.TokenId == token.Id);
            db.Add(new Transfer
            {
                Id = db.NewId(),
                JournalId = journal.Id,
                TokenId = token.Id,
                DebitAccountId = own.Id,
                CreditAccountId = foreign.Id,
                Amount = 1,
            });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
    }

    /// <summary>SQLite cannot tell a trigger's update from another's; there the audit finds it.</summary>
    [Fact]
    public async Task PostgreSQL_moves_a_balance_by_transfers_alone()
    {
        var programme = await Programme.Given(await Platform.Shared, budget: "10.00");
        if (!Platform.OnPostgres)
            return;

        await Refuses(programme, Untouchable, (db, _, _) => db.Execute(
            $"UPDATE {db.Table<Account>()} SET balance = balance + 1", [], TestContext.Current.CancellationToken));
    }

    /// <summary>Fails unless the database itself refuses, and says what we expect it to say.</summary>
    private static async Task Refuses(Programme programme, string saying, Act act)
    {
        await WithDatabase(programme, async (db, ledger, token) =>
        {
            var fault = await Assert.ThrowsAnyAsync<Exception>(() => act(db, ledger, token));
            Assert.IsAssignableFrom<DbException>(fault.GetBaseException());
            Assert.Contains(saying, fault.GetBaseException().Message, StringComparison.OrdinalIgnoreCase);
        });
        await programme.BooksAddUp();
    }

    private static async Task WithDatabase(Programme programme, Act act)
    {
        await using var scope = programme.Platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>()
            .Enter(new Sender("distribution", IsDoor: false), Caller.OfSystem("distribution"), "test");
        var db = scope.ServiceProvider.GetRequiredService<DistributionDb>();
        var token = await db.Token(programme.TokenId, TestContext.Current.CancellationToken);
        await act(db, scope.ServiceProvider.GetRequiredService<LedgerBook>(), token);
    }
}
