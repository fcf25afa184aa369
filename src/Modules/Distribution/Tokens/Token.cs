using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Rahat.Contracts.Distribution;

namespace Rahat.Distribution.Tokens;

/// <summary>The unit a project counts its aid in. Amounts are kept in its minor units.</summary>
internal sealed class Token
{
    public required Guid Id { get; init; }

    public required Guid ProjectId { get; init; }

    public required string Name { get; init; }

    public required string Symbol { get; init; }

    public required int Decimals { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>An amount in minor units, or the refusal that says what is wrong with it.</summary>
    public long MinorUnits(Amount amount, string field) => amount.ToMinorUnits(Decimals, out var minorUnits) switch
    {
        AmountFault.None => minorUnits,
        AmountFault.NotPositive => throw Wrong("amount.not_positive", field, $"{field} must be more than zero"),
        AmountFault.TooManyDecimals => throw Wrong(
            "amount.too_many_decimals", field, $"{field} must have at most {Decimals} digits behind the point"),
        AmountFault.TooLarge => throw Wrong("amount.too_large", field, $"{field} is larger than can be moved at once"),
        _ => throw Wrong("amount.not_a_number", field, $"{field} must be a plain decimal number such as 12.50"),
    };

    public Amount Write(long minorUnits) => Amount.FromMinorUnits(minorUnits, Decimals);

    public TokenDetails ToDetails() => new(Id, ProjectId, Name, Symbol, Decimals);

    private static Refusal Wrong(string code, string field, string problem) =>
        new(RefusalKind.Invalid, code, "Bad Request Exception") { Faults = [new FieldFault(field, problem)] };
}

internal sealed class TokenTable : IEntityTypeConfiguration<Token>
{
    public void Configure(EntityTypeBuilder<Token> builder)
    {
        builder.ToTable("tokens").HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.HasIndex(token => new { token.ProjectId, token.Symbol }).IsUnique();
    }
}
