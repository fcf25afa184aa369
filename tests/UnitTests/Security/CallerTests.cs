using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Security;

public sealed class CallerTests
{
    private static readonly Ability ManageAll = new("manage", "all", Inverted: false);

    [Fact]
    public void Nobody_may_do_nothing()
    {
        Assert.False(Caller.Nobody.May("read", "public"));
        Assert.False((Caller.Nobody with { Abilities = [ManageAll] }).May("read", "user"));
    }

    [Fact]
    public void Whoever_is_signed_in_reads_what_is_public_and_nothing_else()
    {
        var caller = With();

        Assert.True(caller.May("read", "public"));
        Assert.False(caller.May("update", "public"));
        Assert.False(caller.May("read", "user"));
    }

    [Theory]
    [InlineData("read", "user", "read", "user", true)]
    [InlineData("read", "user", "update", "user", false)]
    [InlineData("read", "user", "read", "vendor", false)]
    [InlineData("manage", "user", "delete", "user", true)]
    [InlineData("manage", "user", "read", "vendor", false)]
    [InlineData("read", "all", "read", "vendor", true)]
    [InlineData("read", "all", "create", "vendor", false)]
    [InlineData("manage", "all", "delete", "anything", true)]
    [InlineData("read", "user", "manage", "user", false)]
    [InlineData("manage", "user", "manage", "all", false)]
    public void A_permission_grants_its_action_on_its_subject(
        string action, string subject, string asked, string askedOf, bool granted) =>
        Assert.Equal(granted, With(new Ability(action, subject, Inverted: false)).May(asked, askedOf));

    [Fact]
    public void An_inverted_permission_denies_what_an_earlier_one_granted()
    {
        var caller = With(ManageAll, new Ability("delete", "user", Inverted: true));

        Assert.False(caller.May("delete", "user"));
        Assert.True(caller.May("update", "user"));
        Assert.True(caller.May("delete", "vendor"));
    }

    [Fact]
    public void An_inverted_permission_never_grants()
    {
        Assert.False(With(new Ability("read", "user", Inverted: true)).May("read", "user"));
        Assert.False(With(new Ability("manage", "all", Inverted: true)).May("read", "public"));
    }

    [Fact]
    public void A_later_permission_overrides_an_inverted_one()
    {
        var caller = With(new Ability("manage", "user", Inverted: true), new Ability("read", "user", Inverted: false));

        Assert.True(caller.May("read", "user"));
        Assert.False(caller.May("update", "user"));
    }

    [Fact]
    public void A_permission_with_conditions_does_not_grant_and_does_deny()
    {
        const string Conditions = """{"id":1}""";

        Assert.False(With(new Ability("read", "user", Inverted: false, Conditions)).May("read", "user"));
        Assert.False(With(ManageAll, new Ability("read", "user", Inverted: true, Conditions)).May("read", "user"));
    }

    [Fact]
    public void The_platform_itself_may_do_everything() =>
        Assert.True(Caller.OfSystem("identity").May("manage", "all"));

    private static Caller With(params Ability[] abilities) =>
        new() { UserId = Guid.CreateVersion7(), Abilities = abilities };
}
