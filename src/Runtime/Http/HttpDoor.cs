using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Http;

/// <summary>
/// Finds out who is calling and whether the route is open to them, before the body is read; fills the request's
/// <see cref="MessageContext"/> with the caller, the correlation id and the idempotency key.
/// </summary>
internal sealed class HttpDoor(RequestDelegate next, JwtTokens tokens, IHostEnvironment environment, TimeProvider clock)
{
    private const string RequestIdHeader = "X-Request-Id";
    private const int MaxRequestIdLength = 64;
    private const string Scheme = "Bearer ";

    private static readonly Sender Door = new("http", IsDoor: true);

    public async Task Invoke(HttpContext http)
    {
        var correlationId = CorrelationIdOf(http);
        // At the last moment, since an error clears the headers that were set before it.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[RequestIdHeader] = correlationId;
            return Task.CompletedTask;
        });
        var caller = await CallerOf(http);
        var context = http.RequestServices.GetRequiredService<MessageContext>();
        context.Enter(Door, caller, correlationId);
        if (http.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } key, ..])
            context.IdempotencyKey = key;
        http.GetEndpoint()?.Metadata.GetMetadata<EntryRule>()?.Check(caller);
        await next(http);
    }

    /// <summary>
    /// Whoever brings a token that is stale or somebody else's is nobody: open routes stay open to them, the others'
    /// rules turn them away.
    /// </summary>
    private async Task<Caller> CallerOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return LoopbackEntry.Admits(http, environment) ? LoopbackEntry.Caller : Caller.Nobody;
        return await tokens.Read(header[Scheme.Length..].Trim()) ?? Caller.Nobody;
    }

    /// <summary>
    /// The caller's own request id when it is harmless, so that it can stand in a log; otherwise a new one.
    /// </summary>
    private string CorrelationIdOf(HttpContext http)
    {
        var given = http.Request.Headers[RequestIdHeader].ToString();
        var harmless = given.Length is > 0 and <= MaxRequestIdLength
            && given.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return harmless && Guid.TryParse(given, out var id)
            ? id.ToString()
            : Guid.CreateVersion7(clock.GetUtcNow()).ToString();
    }
}
