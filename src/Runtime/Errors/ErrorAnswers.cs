using System.Text.Json;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

using Rahat.Runtime.Messaging;
using Rahat.Runtime.Observability;

namespace Rahat.Runtime.Errors;

/// <summary>An error as clients of the v1 API expect it (core.md §1.5), without stack traces.</summary>
/// <param name="Name">Name of the kind of error.</param>
/// <param name="Success">Always false.</param>
/// <param name="Meta">Status, messages, stable code and the fields at fault.</param>
/// <param name="Group">HTTP.</param>
/// <param name="Message">A sentence for the person who asked.</param>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="SourceModule">Always null.</param>
/// <param name="Type">ERROR.</param>
/// <param name="Timestamp">Milliseconds since 1970.</param>
/// <param name="Path">The route that was called, without its query.</param>
public sealed record ErrorBody(
    string Name,
    bool Success,
    ErrorMeta Meta,
    string Group,
    string Message,
    int StatusCode,
    string? SourceModule,
    string Type,
    long Timestamp,
    string Path);

/// <summary>The details of an error.</summary>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="Message">The sentence, or one sentence a field.</param>
/// <param name="Error">The status in words.</param>
/// <param name="Code">Stable code to branch on, <c>thing.reason</c>.</param>
/// <param name="Faults">The fields at fault.</param>
public sealed record ErrorMeta(
    int StatusCode,
    object Message,
    string Error,
    string Code,
    IReadOnlyList<FieldFault> Faults);

/// <summary>The one place where refusals and faults become HTTP answers.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, TimeProvider clock, ILogger<ErrorAnswers> logger)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, ContentLength: null } && Unrouted(http) is { } refusal)
                await Write(http, refusal);
        }
        catch (OperationCanceledException)
            when (http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            await Write(http, RefusalFrom(fault));
        }
    }

    private Refusal? RefusalFrom(Exception fault)
    {
        switch (fault)
        {
            case Refusal refusal:
                return refusal;
            case BadHttpRequestException { InnerException: JsonException json }:
                return MessageRules.Unreadable(json);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Refusal(
                    RefusalKind.TooLarge, "request.too_large", "The body is larger than this route allows.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return new Refusal(
                    RefusalKind.WrongFormat, "request.wrong_format", "The body is not in the format of this route.");
            case BadHttpRequestException:
                return new Refusal(RefusalKind.Invalid, "request.unreadable", "Bad Request Exception")
                {
                    Faults =
                    [
                        new FieldFault(
                            "request", "a route value, query value or body is missing or has the wrong type"),
                    ],
                };
            default:
                logger.LogError("Unhandled fault: {Fault}", LogSafe.Describe(fault));
                return null;
        }
    }

    /// <summary>What routing has to say where it found no handler; null where a handler has answered.</summary>
    private static Refusal? Unrouted(HttpContext http)
    {
        var message = $"Cannot {http.Request.Method} {http.Request.Path}";
        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound when http.GetEndpoint() is null =>
                new Refusal(RefusalKind.NotFound, "route.not_found", message),
            StatusCodes.Status405MethodNotAllowed =>
                new Refusal(RefusalKind.WrongMethod, "route.wrong_method", message),
            _ => null,
        };
    }

    private Task Write(HttpContext http, Refusal? refusal)
    {
        var status = StatusOf(refusal?.Kind);
        var words = ReasonPhrases.GetReasonPhrase(status);
        var message = refusal?.Message ?? "Internal server error";
        object messages = refusal is { Faults: { Count: > 0 } faults }
            ? faults.Select(fault => fault.Problem).ToArray()
            : message;
        var body = new ErrorBody(
            NameOf(refusal?.Kind),
            false,
            new ErrorMeta(status, messages, words, refusal?.Code ?? "server.fault", refusal?.Faults ?? []),
            "HTTP",
            message,
            status,
            null,
            "ERROR",
            clock.GetUtcNow().ToUnixTimeMilliseconds(),
            http.Request.Path);
        var allowed = http.Response.Headers.Allow;
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.Headers.Allow = allowed;
        return http.Response.WriteAsJsonAsync(body, WireJson.Options, http.RequestAborted);
    }

    private static int StatusOf(RefusalKind? kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.WrongMethod => StatusCodes.Status405MethodNotAllowed,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.WrongFormat => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        RefusalKind.TimedOut => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string NameOf(RefusalKind? kind) => kind switch
    {
        RefusalKind.Invalid => "BadRequestException",
        RefusalKind.Unauthenticated => "UnauthorizedException",
        RefusalKind.Forbidden => "ForbiddenException",
        RefusalKind.NotFound => "NotFoundException",
        RefusalKind.WrongMethod => "MethodNotAllowedException",
        RefusalKind.Conflict => "ConflictException",
        RefusalKind.TooLarge => "PayloadTooLargeException",
        RefusalKind.WrongFormat => "UnsupportedMediaTypeException",
        RefusalKind.TooMany => "ThrottlerException",
        RefusalKind.Unavailable => "ServiceUnavailableException",
        RefusalKind.TimedOut => "TimeoutError",
        _ => "InternalServerErrorException",
    };
}
