using Npgsql;

using Rahat.Runtime.Data;
using Rahat.Runtime.Errors;

namespace Rahat.UnitTests.Runtime;

public sealed class DatabaseTests
{
    [Fact]
    public void A_module_has_a_small_pool_of_its_own_unless_the_operator_says_otherwise()
    {
        Assert.Equal(12, Built("Host=db;Username=a").MaxPoolSize);
        Assert.Equal(30, Built("Host=db;Username=a;Maximum Pool Size=30").MaxPoolSize);
        Assert.Equal("rahat-vendors", Built("Host=db").ApplicationName);
    }

    [Fact]
    public void An_URL_is_taken_apart()
    {
        var built = Built("postgres://us%40er:p%3Ass@db:6543/rahat");

        Assert.Equal(("db", 6543, "rahat"), (built.Host, built.Port, built.Database));
        Assert.Equal(("us@er", "p:ss"), (built.Username, built.Password));
    }

    [Theory]
    [InlineData("nonsense-secret")]
    [InlineData("postgres://a:secret@[bad")]
    public void What_is_no_database_stops_the_start_and_is_not_repeated(string url) =>
        Assert.DoesNotContain("secret", Assert.Throws<StartRefusedException>(() => new Database(url)).Message);

    private static NpgsqlConnectionStringBuilder Built(string url) =>
        new(new Database(url).ConnectionString("vendors"));
}
