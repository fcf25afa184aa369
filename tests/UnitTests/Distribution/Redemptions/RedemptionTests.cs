using Microsoft.Extensions.Configuration;

using Rahat.Contracts.Distribution;
using Rahat.Distribution.Redemptions;
using Rahat.Distribution.Tokens;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Distribution.Redemptions;

public sealed class RedemptionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly PiiVault _vault = new(KeyRing.Load(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PII_KEYS"] = "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            ["PII_INDEX_KEY"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            ["PRIVATE_KEY"] = "a private key that is long enough",
        }).Build(),
        "",
        mayMake: false));

    private readonly Token _token = new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = Guid.CreateVersion7(),
        Name = "Voucher",
        Symbol = "RV",
        Decimals = 2,
        CreatedAt = Noon,
    };

    [Fact]
    public void The_right_code_captures_once()
    {
        var redemption = Authorised();
        var code = CodeOf(redemption);

        Assert.True(redemption.Capture(code, _vault, Noon));
        var again = Assert.Throws<Refusal>(() => redemption.Capture(code, _vault, Noon));

        Assert.Equal("redemption.already_captured", again.Code);
        Assert.Null(redemption.Code);
    }

    [Fact]
    public void A_code_is_good_for_less_than_five_minutes()
    {
        var redemption = Authorised();
        var code = CodeOf(redemption);

        var late = Assert.Throws<Refusal>(() => redemption.Capture(code, _vault, Noon + Redemption.CodeLifetime));

        Assert.Equal("redemption.expired", late.Code);
        Assert.True(redemption.Capture(code, _vault, Noon + Redemption.CodeLifetime - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_fifth_wrong_code_is_the_last()
    {
        var redemption = Authorised();

        for (var attempt = 1; attempt <= Redemption.MaxAttempts; attempt++)
            Assert.False(redemption.Capture("wrong", _vault, Noon));

        Assert.Equal(VoidReason.Locked, redemption.VoidReason);
        Assert.Throws<Refusal>(() => redemption.Capture(CodeOf(Authorised()), _vault, Noon));
    }

    [Fact]
    public void A_code_fits_its_own_redemption_alone()
    {
        var (first, second) = (Authorised(), Authorised());

        Assert.False(CodeOf(first) != CodeOf(second) && second.Capture(CodeOf(first), _vault, Noon));
        Assert.NotEqual(first.CodeHash, second.CodeHash);
    }

    [Fact]
    public void What_was_voided_is_not_voided_again()
    {
        var redemption = Authorised();

        redemption.Void(VoidReason.GivenUp, Noon);

        Assert.Equal("redemption.voided", Assert.Throws<Refusal>(() => redemption.Void(VoidReason.Expired, Noon)).Code);
    }

    private Redemption Authorised() => Redemption.Authorise(
        Guid.CreateVersion7(), _token, Guid.CreateVersion7(), Guid.CreateVersion7(), 1_250, _vault, Noon);

    private string CodeOf(Redemption redemption) => _vault.Open(redemption.Code!.Value, redemption.Id);
}
