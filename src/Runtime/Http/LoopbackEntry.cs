using System.Net;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

using Rahat.Runtime.Security;

namespace Rahat.Runtime.Http;

/// <summary>Marks a route that, in Development, callers from this very machine may use without signing in.</summary>
internal sealed record LoopbackEntry
{
    /// <summary>In whose name such a request is made.</summary>
    public static readonly Caller Caller = Caller.OfSystem("loopback");

    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>
    /// Whether a request without a token is let in. The connection decides and never a header: one that came through a
    /// proxy came from somewhere else, and one for another host name is a web page that made its own name point here.
    /// </summary>
    public static bool Admits(HttpContext http, IHostEnvironment environment) =>
        environment.IsDevelopment()
        && http.GetEndpoint()?.Metadata.GetMetadata<LoopbackEntry>() is not null
        && http.Connection.RemoteIpAddress is { } ip && IPAddress.IsLoopback(ip)
        && !ForwardingHeaders.Any(http.Request.Headers.ContainsKey)
        && IsLoopback(http.Request.Host.Host);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
