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

    [Fact]
    public void A_server_may_be_called_a_server()
    {
        var database = new Database("Server=db;User Id=a");

        Assert.Equal(DatabaseEngine.Postgres, database.Engine);
        Assert.Equal("db", Built("Server=db;User Id=a").Host);
        Assert.Equal(2, new NpgsqlConnectionStringBuilder(database.SmallConnectionString("health")).MaxPoolSize);
    }

    [Theory]
    [InlineData("Host=db;Sceret=secret")]
    [InlineData("Host=db;Port=secret")]
    [InlineData("Data Source=x.db;Sceret=secret")]
    public void A_keyword_that_nobody_knows_stops_the_start(string text)
    {
        var refused = Assert.Throws<StartRefusedException>(() => new Database(text));

        Assert.Contains("keyword", refused.Message);
        Assert.DoesNotContain("secret", refused.Message);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=a;Password=secret", "at 127.0.0.1:1 cannot be reached")]
    [InlineData("Data Source=/nowhere/at/all.db", "in the file /nowhere/at/all.db cannot be opened")]
    public async Task A_database_that_does_not_answer_stops_the_start(string text, string sentence)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => new Database(text).MustAnswer(TestContext.Current.CancellationToken));

        Assert.Contains(sentence, refused.Message);
        Assert.DoesNotContain("secret", refused.Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_stops_the_start()
    {
        var file = Path.GetTempFileName();

        var refused = Assert.Throws<StartRefusedException>(
            () => new DatabaseFileLock(new Database($"Data Source={file}/below/rahat.db")));

        Assert.Contains("cannot be written", refused.Message);
        File.Delete(file);
    }

    private static NpgsqlConnectionStringBuilder Built(string url) =>
        new(new Database(url).ConnectionString("vendors"));
}
