namespace Rahat.Identity;

/// <summary>Where a request came from: the connection's other end. Headers are not asked, since anybody can write them.</summary>
internal static class CallerAddress
{
    public static string? Of(HttpContext http) => http.Connection.RemoteIpAddress is { } ip
        ? (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString()
        : null;
}
