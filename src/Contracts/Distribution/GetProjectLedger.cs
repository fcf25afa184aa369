namespace Rahat.Contracts.Distribution;

/// <summary>What a project's money adds up to, for its dashboard.</summary>
/// <param name="ProjectId">Which project.</param>
[MessageName("distribution.project.ledger")]
[ModulesOnly]
public sealed record GetProjectLedger(Guid ProjectId) : IQuery<ProjectLedger>;

/// <summary>The sums of a project's ledger, a row a token.</summary>
/// <param name="Tokens">Each token with its sums.</param>
public sealed record ProjectLedger(IReadOnlyList<TokenSums> Tokens);

/// <summary>Where a token's units are. All sums are decimal texts in the token's own unit.</summary>
/// <param name="TokenId">Which token.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Minted">Ever minted, less what was burned.</param>
/// <param name="Treasury">Not yet given to anybody.</param>
/// <param name="Reserved">Set aside for groups.</param>
/// <param name="Entitled">In people's hands.</param>
/// <param name="Held">Held by open redemptions.</param>
/// <param name="Redeemed">With vendors.</param>
public sealed record TokenSums(
    Guid TokenId,
    string Symbol,
    Amount Minted,
    Amount Treasury,
    Amount Reserved,
    Amount Entitled,
    Amount Held,
    Amount Redeemed);
