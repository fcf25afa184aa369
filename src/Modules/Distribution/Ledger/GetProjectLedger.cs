using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Ledger;

internal sealed class GetProjectLedgerHandler(DistributionDb db) : IRequestHandler<GetProjectLedger, ProjectLedger>
{
    public async Task<ProjectLedger> Handle(GetProjectLedger request, CancellationToken cancellationToken)
    {
        var tokens = await db.Tokens.AsNoTracking()
            .Where(token => token.ProjectId == request.ProjectId)
            .OrderBy(token => token.Symbol)
            .ToListAsync(cancellationToken);
        var ids = tokens.ConvertAll(token => token.Id);
        var sums = (await db.Accounts
                .Where(account => ids.Contains(account.TokenId))
                .GroupBy(account => new { account.TokenId, account.Kind })
                .Select(group => new { group.Key.TokenId, group.Key.Kind, Sum = group.Sum(account => account.Balance) })
                .ToListAsync(cancellationToken))
            .ToDictionary(row => (row.TokenId, row.Kind), row => row.Sum);

        TokenSums Of(Tokens.Token token)
        {
            Amount Sum(AccountKind kind) => token.Write(sums.GetValueOrDefault((token.Id, kind)));
            var minted = token.Write(-sums.GetValueOrDefault((token.Id, AccountKind.Issuance)));
            return new TokenSums(
                token.Id,
                token.Symbol,
                minted,
                Sum(AccountKind.Treasury),
                Sum(AccountKind.Reserved),
                Sum(AccountKind.Entitled),
                Sum(AccountKind.Held),
                Sum(AccountKind.Vendor));
        }

        return new ProjectLedger(tokens.ConvertAll(Of));
    }
}
