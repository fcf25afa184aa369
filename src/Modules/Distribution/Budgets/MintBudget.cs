using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Distribution.Ledger;

namespace Rahat.Distribution.Budgets;

internal static class MintBudgetEndpoint
{
    public static Task<BudgetReceipt> Post(MintBudget request, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class MintBudgetHandler(DistributionDb db, LedgerBook ledger, IBus bus)
    : IRequestHandler<MintBudget, BudgetReceipt>
{
    /// <summary>The most a token may ever have, far below what a sum of balances can hold.</summary>
    private const long MaxMinted = 1_000_000_000_000_000_000;

    public async Task<BudgetReceipt> Handle(MintBudget request, CancellationToken cancellationToken)
    {
        var token = await db.Token(request.TokenId, cancellationToken);
        (await bus.Request(new GetProjectTerms(token.ProjectId), cancellationToken)).MustBeOpen(Capability.Treasury);
        var amount = token.MinorUnits(request.Amount, "amount");
        if (amount > MaxMinted + await ledger.Balance(token.Id, AccountName.Issuance, cancellationToken))
        {
            throw new Refusal(
                RefusalKind.Conflict,
                "budget.limit",
                "The token would have more units than a ledger can hold.");
        }

        var journal = await ledger.Post(
            new Entry(
                token,
                JournalKind.Mint,
                db.NewId(),
                AccountName.Issuance,
                AccountName.Treasury,
                amount,
                request.Reason),
            cancellationToken);
        db.Publish(new BudgetChanged(token.ProjectId, journal.Id, amount));
        await db.SaveChangesAsync(cancellationToken);
        var treasury = await ledger.Balance(token.Id, AccountName.Treasury, cancellationToken);
        return new BudgetReceipt(journal.Id, token.Id, token.Write(amount), token.Write(treasury));
    }
}
