using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Identity;

public sealed class OpenSessionTests
{
    [Fact]
    public async Task The_administrator_of_a_new_installation_signs_in_with_the_code_from_the_message()
    {
        var platform = await Platform.Shared;

        var me = await (await platform.Admin()).Get("/v1/users/me");

        Assert.Equal("Rahat Admin", me.Data.GetProperty("name").GetString());
        Assert.Equal(Platform.AdminEmail, me.Data.GetProperty("email").GetString());
        Assert.Equal("UNKNOWN", me.Data.GetProperty("gender").GetString());
        Assert.Equal("Admin", Assert.Single(me.Data.GetProperty("roles").EnumerateArray()).GetString());
        var permission = Assert.Single(me.Data.GetProperty("permissions").EnumerateArray());
        Assert.Equal("""{"action":"manage","subject":"all","inverted":false,"conditions":null}""", permission.GetRawText());
    }
}
