using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Distribution;

/// <summary>Gives a project a unit to count its aid in.</summary>
[MessageName("distribution.token.create")]
[Permit("create", "distribution")]
public sealed record CreateToken : IRequest<TokenDetails>
{
    /// <summary>The most digits behind the point.</summary>
    public const int MaxDecimals = 8;

    /// <summary>Which project.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>What people call it.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Short name, unique within the project, for instance <c>NPR</c>.</summary>
    [Required]
    [RegularExpression("^[A-Z][A-Z0-9]{0,11}$", ErrorMessage = "symbol must be 1 to 12 capital letters or digits")]
    public required string Symbol { get; init; }

    /// <summary>Digits behind the point, 0 to 8.</summary>
    [Range(0, MaxDecimals)]
    public required int Decimals { get; init; }
}

/// <summary>A token as readers get it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">Whose it is.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Symbol">Short name.</param>
/// <param name="Decimals">Digits behind the point.</param>
public sealed record TokenDetails(Guid Id, Guid ProjectId, string Name, string Symbol, int Decimals);
