using Rahat.Contracts.Distribution;
using Rahat.Distribution.Ledger;

namespace Rahat.Distribution.Balances;

internal static class GetBeneficiaryHistoryEndpoint
{
    public static Task<Page<HistoryLine>> Get(
        Guid beneficiaryId,
        Guid projectId,
        int? page,
        int? perPage,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(
            new GetBeneficiaryHistory(beneficiaryId, projectId, PageRequest.Of(page, perPage)), cancellationToken);
}

internal sealed class GetBeneficiaryHistoryHandler(DistributionDb db)
    : IRequestHandler<GetBeneficiaryHistory, Page<HistoryLine>>
{
    public async Task<Page<HistoryLine>> Handle(GetBeneficiaryHistory request, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking()
            .Where(one => one.ProjectId == request.ProjectId && one.OwnerId == request.BeneficiaryId
                && one.Kind == AccountKind.Entitled)
            .ToListAsync(cancellationToken);
        var ids = accounts.ConvertAll(account => account.Id);
        var lines =
            from transfer in db.Transfers.AsNoTracking()
            where ids.Contains(transfer.CreditAccountId) || ids.Contains(transfer.DebitAccountId)
            join journal in db.Journals on transfer.JournalId equals journal.Id
            select new { transfer, journal };
        var total = await lines.CountAsync(cancellationToken);
        var page = await lines
            .OrderByDescending(line => line.journal.PostedAt).ThenByDescending(line => line.transfer.Id)
            .Of(request.Page)
            .ToListAsync(cancellationToken);
        var tokens = await db.Tokens.AsNoTracking()
            .Where(token => token.ProjectId == request.ProjectId)
            .ToDictionaryAsync(token => token.Id, cancellationToken);

        HistoryLine Line(Journal journal, Transfer transfer)
        {
            var token = tokens[transfer.TokenId];
            var came = ids.Contains(transfer.CreditAccountId);
            return new HistoryLine(
                journal.Id,
                NameOf(journal.Kind),
                journal.Reference,
                token.Write(came ? transfer.Amount : -transfer.Amount),
                token.Symbol,
                journal.PostedAt);
        }

        return request.Page.Answer(page.ConvertAll(line => Line(line.journal, line.transfer)), total);
    }

    private static string NameOf(JournalKind kind) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(kind.ToString());
}
