using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Rahat.Runtime.Security;

/// <summary>
/// Makes and checks access tokens: HS256, signed with the lower-case hex SHA-256 of PRIVATE_KEY, claims as existing
/// clients read them (core.md §1.6).
/// </summary>
public sealed class JwtTokens
{
    private const int MaxLifetimeNumber = 1_000_000;

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly TimeProvider _clock;
    private readonly SigningCredentials _credentials;
    private readonly TokenValidationParameters _parameters;

    /// <summary>Tokens of one installation.</summary>
    /// <param name="keys">The installation's keys.</param>
    /// <param name="clock">Tells when a token has expired.</param>
    public JwtTokens(KeyRing keys, TimeProvider clock)
    {
        _clock = clock;
        var secret = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(keys.PrivateKey)));
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
        _credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        _parameters = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires is { } end
                && _clock.GetUtcNow() < new DateTimeOffset(end, TimeSpan.Zero),
        };
    }

    /// <summary>A signed token with these claims.</summary>
    /// <param name="claims">Claims; <c>iat</c> and <c>exp</c> are added.</param>
    /// <param name="lifetime">How long it is good for.</param>
    public string Make(IDictionary<string, object> claims, TimeSpan lifetime)
    {
        var now = _clock.GetUtcNow();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            SigningCredentials = _credentials,
        });
    }

    /// <summary>Who a token speaks for, or null when it is not ours, expired or malformed.</summary>
    /// <param name="token">The text behind <c>Bearer</c>.</param>
    public async Task<Caller?> Read(string token)
    {
        var result = await Handler.ValidateTokenAsync(token, _parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt)
            return null;
        using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(jwt.EncodedPayload));
        return CallerFrom(claims.RootElement);
    }

    /// <summary>A duration as JWT_EXPIRATION_TIME writes it: a number with s, m, h or d, or plain seconds.</summary>
    /// <param name="text">For instance <c>24h</c>.</param>
    public static TimeSpan Lifetime(string text)
    {
        var unit = text.Length > 0 ? text[^1] : ' ';
        var digits = char.IsAsciiDigit(unit) ? text : text[..Math.Max(0, text.Length - 1)];
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var isUnit = char.IsAsciiDigit(unit) || unit is 's' or 'm' or 'h' or 'd';
        if (!isNumber || !isUnit || number is 0 or > MaxLifetimeNumber)
        {
            throw new Errors.StartRefusedException(
                "JWT_EXPIRATION_TIME must be a number with s, m, h or d, for instance 24h.");
        }
        return unit switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    private static Caller? CallerFrom(JsonElement claims)
    {
        if (!claims.TryGetProperty("uuid", out var uuid) || !uuid.TryGetGuid(out var userId))
            return null;
        return new Caller
        {
            UserId = userId,
            SessionId = claims.TryGetProperty("sessionId", out var session) ? session.GetString() : null,
            Roles = claims.TryGetProperty("roles", out var roles)
                ? [.. roles.EnumerateArray().Select(role => role.GetString()!)]
                : [],
            Abilities = claims.TryGetProperty("permissions", out var rows)
                ? [.. rows.EnumerateArray().Select(AbilityFrom)]
                : [],
        };
    }

    private static Ability AbilityFrom(JsonElement row) => new(
        row.GetProperty("action").GetString()!,
        row.GetProperty("subject").GetString()!,
        row.TryGetProperty("inverted", out var inverted) && inverted.ValueKind == JsonValueKind.True,
        row.TryGetProperty("conditions", out var conditions) && conditions.ValueKind != JsonValueKind.Null
            ? conditions.GetRawText()
            : null);
}
