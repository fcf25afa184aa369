using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Distribution.Ledger;

namespace Rahat.Distribution.Budgets;

internal static class BurnBudgetEndpoint
{
    public static Task<BudgetReceipt> Post(BurnBudget request, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class BurnBudgetHandler(DistributionDb db, LedgerBook ledger, IBus bus)
    : IRequestHandler<BurnBudget, BudgetReceipt>
{
    public async Task<BudgetReceipt> Handle(BurnBudget request, CancellationToken cancellationToken)
    {
        var token = await db.Token(request.TokenId, cancellationToken);
        (await bus.Request(new GetProjectTerms(token.ProjectId), cancellationToken)).MustBeOpen(Capability.Treasury);
        var amount = token.MinorUnits(request.Amount, "amount");
        await ledger.MustHave(token, AccountName.Treasury, amount, cancellationToken);

        var journal = await ledger.Post(
            new Entry(
                token,
                JournalKind.Burn,
                db.NewId(),
                AccountName.Treasury,
                AccountName.Issuance,
                amount,
                request.Reason),
            cancellationToken);
        db.Publish(new BudgetChanged(token.ProjectId, journal.Id, -amount));
        await db.SaveChangesAsync(cancellationToken);
        var treasury = await ledger.Balance(token.Id, AccountName.Treasury, cancellationToken);
        return new BudgetReceipt(journal.Id, token.Id, token.Write(amount), token.Write(treasury));
    }
}
