using Rahat.Contracts.Distribution;
using Rahat.Distribution.Ledger;
using Rahat.Distribution.Redemptions;

namespace Rahat.Distribution.Balances;

/// <summary>Reads what somebody has in each token of a project.</summary>
internal sealed class BalanceSheet(DistributionDb db)
{
    /// <summary>Every token of the project, also those somebody has nothing in.</summary>
    /// <param name="projectId">Which project.</param>
    /// <param name="account">Whose account.</param>
    /// <param name="open">The open redemptions that count as held.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Balance>> Of(
        Guid projectId,
        AccountName account,
        IQueryable<Redemption> open,
        CancellationToken cancellationToken)
    {
        var held = (await open
                .Where(one => one.ProjectId == projectId && one.Status == RedemptionStatus.Authorised)
                .GroupBy(one => one.TokenId)
                .Select(group => new { TokenId = group.Key, Sum = group.Sum(one => one.Amount) })
                .ToListAsync(cancellationToken))
            .ToDictionary(row => row.TokenId, row => row.Sum);
        var rows = await (
            from token in db.Tokens.AsNoTracking()
            where token.ProjectId == projectId
            orderby token.Symbol
            select new
            {
                Token = token,
                Available = db.Accounts
                    .Where(one => one.TokenId == token.Id && one.Kind == account.Kind && one.OwnerId == account.OwnerId)
                    .Select(one => one.Balance)
                    .SingleOrDefault(),
            }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new Balance(
            row.Token.Id,
            row.Token.Symbol,
            row.Token.Write(row.Available),
            row.Token.Write(held.GetValueOrDefault(row.Token.Id))));
    }
}
