using System.Text;
using System.Text.RegularExpressions;

using Microsoft.EntityFrameworkCore;

using Rahat.Communications.Data;
using Rahat.Identity.Data;
using Rahat.Runtime.Data;
using Rahat.Runtime.Jobs;
using Rahat.Runtime.Outbox;
using Rahat.SliceTests.Support;
using Rahat.Vendors.Data;

namespace Rahat.SliceTests.Identity;

public sealed class PrivacyTests
{
    [Fact]
    public async Task Nothing_personal_and_no_secret_leaves_the_vault()
    {
        await using var server = new MailServer(MailManner.TryLater);
        await using var platform = await Platform.Start(null, server.Settings);
        var someone = await Someone.New(platform);
        var (challenge, code) = await platform.Challenge(someone.Phone);
        var login = await platform.Anonymous().Post("/v1/auth/login", new { challenge, otp = code });
        var token = login.Data.GetProperty("accessToken").GetString()!;
        await platform.With(token).Get("/v1/users/me");
        await platform.Anonymous().Post("/v1/auth/login", new { challenge, otp = code });
        await platform.Anonymous().Post("/v1/auth/otp", new { address = someone.Email });
        await Eventually.Get(() => Task.FromResult(server.Received.Count), count => count == 2);

        var places = new List<string>(platform.Logs);
        places.AddRange(await TextsOf<IdentityDb>(platform));
        places.AddRange(await TextsOf<CommunicationsDb>(platform));
        places.AddRange(await TextsOf<VendorsDb>(platform));
        var seen = string.Join('\n', places);
        Assert.Contains("deliver_otp", seen, StringComparison.Ordinal);
        string[] secrets =
            [someone.Name, someone.Email, someone.Phone, someone.Phone[4..], challenge, token, "sign-in code"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.OrdinalIgnoreCase));
        // A code among the digits of some id is chance.
        Assert.DoesNotMatch($"(?<![0-9a-f]){Regex.Escape(code)}(?![0-9a-f])", seen);
        var onDisk = Platform.OnPostgres ? "" : await FileOf(platform);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, onDisk, StringComparison.OrdinalIgnoreCase));
    }

    private static Task<List<string>> TextsOf<TDb>(Platform platform)
        where TDb : ModuleDb => platform.In<TDb, List<string>>(async db =>
        [
            .. (await db.Set<EventRow>().AsNoTracking().ToListAsync())
                .Select(row => $"{row.Name} {row.Body} {row.Actor}"),
            .. (await db.Set<JobRow>().AsNoTracking().ToListAsync())
                .Select(row => $"{row.Name} {row.Payload} {row.Actor} {row.LastError}"),
            .. (await db.Set<DeadEvent>().AsNoTracking().ToListAsync()).Select(row => row.Error),
        ]);

    /// <summary>The whole database as it rests on the disk.</summary>
    private static async Task<string> FileOf(Platform platform)
    {
        await platform.In<IdentityDb, int>(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
        var path = Path.Combine(platform.Folder, "rahat.db");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
