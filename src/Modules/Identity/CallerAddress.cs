namespace Rahat.Identity;

/// <summary>The other end of a request's connection. Headers are not asked, since anybody can write them.</summary>
internal static class CallerAddress
{
    public static string? Of(HttpContext http) => http.Connection.RemoteIpAddress is { } ip
        ? (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString()
        : null;
}
