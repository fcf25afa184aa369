using Rahat.Distribution.Tokens;
using Rahat.Runtime.Security;

namespace Rahat.Distribution.Ledger;

/// <summary>
/// Enters journals into the books and reads balances. What it adds is saved and committed with the rest of the caller's
/// work; if the database finds a balance too small or a command entered before, all of it is undone together.
/// </summary>
internal sealed class LedgerBook(DistributionDb db, PiiVault vault)
{
    /// <summary>What an account holds, in minor units; 0 for one that does not exist yet.</summary>
    public Task<long> Balance(Guid tokenId, AccountName name, CancellationToken cancellationToken) =>
        db.Accounts
            .Where(account => account.TokenId == tokenId)
            .Where(account => account.Kind == name.Kind && account.OwnerId == name.OwnerId)
            .Select(account => account.Balance)
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Refuses when an account holds less than is to be taken from it.</summary>
    public async Task MustHave(Token token, AccountName name, long amountMinor, CancellationToken cancellationToken)
    {
        if (await Balance(token.Id, name, cancellationToken) >= amountMinor)
            return;
        throw name.Kind == AccountKind.Treasury
            ? new Refusal(RefusalKind.Conflict, "budget.exceeded", "The treasury does not hold as much.")
            : Insufficient();
    }

    /// <summary>The refusal of somebody who has not enough to spend.</summary>
    public static Refusal Insufficient() =>
        new(RefusalKind.Conflict, "balance.insufficient", "The balance is not enough.");

    /// <summary>Enters a command that moves an amount from one account to another.</summary>
    /// <returns>The journal, saved but not yet committed.</returns>
    public async Task<Journal> Post(Entry entry, CancellationToken cancellationToken)
    {
        var debit = await Open(entry.Token, entry.From, cancellationToken);
        var credit = await Open(entry.Token, entry.To, cancellationToken);
        var id = db.NewId();
        var journal = new Journal
        {
            Id = id,
            ProjectId = entry.Token.ProjectId,
            TokenId = entry.Token.Id,
            Kind = entry.Kind,
            Reference = entry.Reference,
            Reason = vault.SealOrNull(entry.Reason, id),
            Actor = db.Caller.Actor,
            PostedAt = db.Now,
        };
        db.Add(journal);
        db.Add(new Transfer
        {
            Id = db.NewId(),
            JournalId = journal.Id,
            TokenId = entry.Token.Id,
            DebitAccountId = debit,
            CreditAccountId = credit,
            Amount = entry.AmountMinor,
        });
        await db.SaveChangesAsync(cancellationToken);
        return journal;
    }

    /// <summary>The id of an account, which is opened when it is first needed.</summary>
    public async Task<Guid> Open(Token token, AccountName name, CancellationToken cancellationToken)
    {
        var known = await db.Accounts
            .Where(account => account.TokenId == token.Id)
            .Where(account => account.Kind == name.Kind && account.OwnerId == name.OwnerId)
            .Select(account => (Guid?)account.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (known is { } id)
            return id;
        var account = new Account
        {
            Id = db.NewId(),
            ProjectId = token.ProjectId,
            TokenId = token.Id,
            Kind = name.Kind,
            OwnerId = name.OwnerId,
        };
        db.Add(account);
        return account.Id;
    }
}

/// <summary>A command for the books.</summary>
/// <param name="Token">In which token.</param>
/// <param name="Kind">What it records.</param>
/// <param name="Reference">What it enters; a kind enters a reference once.</param>
/// <param name="From">The account that gives.</param>
/// <param name="To">The account that receives.</param>
/// <param name="AmountMinor">How much, more than zero.</param>
/// <param name="Reason">Why, where somebody said.</param>
internal sealed record Entry(
    Token Token,
    JournalKind Kind,
    Guid Reference,
    AccountName From,
    AccountName To,
    long AmountMinor,
    string? Reason = null);
