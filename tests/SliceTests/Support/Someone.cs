using System.Globalization;
using System.Security.Cryptography;

using Microsoft.EntityFrameworkCore;

using Rahat.Identity.Data;

namespace Rahat.SliceTests.Support;

/// <summary>A shop that has registered and can sign in; each test has its own.</summary>
public sealed record Someone(Guid Uuid, string Name, string Email, string Phone)
{
    public static async Task<Someone> New(Platform platform)
    {
        var number = RandomNumberGenerator.GetInt32(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture);
        var name = $"Shop {number}";
        var email = $"shop-{Guid.CreateVersion7():N}@example.org";
        var phone = $"+977984{number}";
        var registered = await platform.Anonymous().Post("/v1/vendors", new { name, email, phone });
        var uuid = registered.Data.GetProperty("uuid").GetGuid();
        await Eventually.Get(
            () => platform.In<IdentityDb, bool>(db => db.Users.AnyAsync(user => user.Uuid == uuid)), exists => exists);
        return new Someone(uuid, name, email, phone);
    }
}
