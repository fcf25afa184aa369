using Microsoft.Extensions.Configuration;

using Rahat.Runtime.Security;

namespace Rahat.Identity;

/// <summary>The settings of sign-in.</summary>
internal sealed record IdentityOptions(string AdminEmail, TimeSpan TokenLifetime)
{
    private const string DefaultAdminEmail = "admin@rahat.local";
    private const string DefaultTokenLifetime = "24h";

    public static IdentityOptions From(IConfiguration configuration)
    {
        var email = configuration["ADMIN_EMAIL"] is { Length: > 0 } given ? given : DefaultAdminEmail;
        var address = LoginAddress.OfEmail(email)
            ?? throw new StartRefusedException("ADMIN_EMAIL is not an e-mail address.");
        var lifetime = configuration["JWT_EXPIRATION_TIME"] is { Length: > 0 } time ? time : DefaultTokenLifetime;
        return new IdentityOptions(address.Text, JwtTokens.Lifetime(lifetime));
    }
}
