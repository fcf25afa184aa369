using Rahat.Runtime.Security;

namespace Rahat.UnitTests.Runtime;

public sealed class CallerTests
{
    [Fact]
    public void Nobody_may_nothing_and_the_platform_may_all()
    {
        Assert.False(Caller.Nobody.May("read", "public"));
        Assert.True(Caller.OfSystem("vendors").May("delete", "project"));
    }

    [Fact]
    public void Without_abilities_one_may_read_what_is_public()
    {
        Assert.True(Of().May("read", "public"));
        Assert.False(Of().May("read", "project"));
    }

    [Fact]
    public void Manage_is_any_action_and_all_any_subject()
    {
        Assert.True(Of(new Ability("manage", "all", false)).May("delete", "vendor"));
        Assert.True(Of(new Ability("read", "all", false)).May("read", "vendor"));
        Assert.False(Of(new Ability("read", "all", false)).May("update", "vendor"));
        Assert.False(Of(new Ability("manage", "project", false)).May("read", "vendor"));
    }

    [Fact]
    public void The_last_row_that_matches_decides()
    {
        var denied = new Ability("delete", "project", true);
        var all = new Ability("manage", "all", false);

        Assert.False(Of(all, denied).May("delete", "project"));
        Assert.True(Of(denied, all).May("delete", "project"));
    }

    [Fact]
    public void A_row_with_conditions_never_grants() =>
        Assert.False(Of(new Ability("read", "project", false, "{\"id\":1}")).May("read", "project"));

    private static Caller Of(params Ability[] abilities) =>
        new() { UserId = Guid.CreateVersion7(), Abilities = abilities };
}
