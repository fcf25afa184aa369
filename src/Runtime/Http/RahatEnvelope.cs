using System.Text.Json.Serialization;

using Microsoft.AspNetCore.Http;

using Rahat.Contracts;

namespace Rahat.Runtime.Http;

/// <summary>A successful answer as clients of the v1 API expect it (core.md §1.2).</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Success">Always true.</param>
/// <param name="Data">What was asked for, or null.</param>
/// <param name="Meta">The page's place in its list; absent elsewhere.</param>
public sealed record Enveloped<T>(
    bool Success,
    T Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PageMeta? Meta);

/// <summary>Puts the answers of the v1 group into the envelope, unless the caller asks for them <c>raw</c>.</summary>
internal sealed class RahatEnvelope : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        if (result is IResult)
            return result;
        http.Response.StatusCode = StatusOf(http);
        if (http.Request.Query["raw"] is [{ Length: > 0 } raw, ..] && raw is not ("0" or "false"))
            return result;
        return result switch
        {
            IPage page => new Enveloped<object?>(true, page.Rows, page.Meta),
            Done => new Enveloped<object?>(true, null, null),
            _ => new Enveloped<object?>(true, result, null),
        };
    }

    private static int StatusOf(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<SuccessStatus>() is { } own)
            return own.Code;
        return HttpMethods.IsPost(http.Request.Method) ? StatusCodes.Status201Created : StatusCodes.Status200OK;
    }
}

/// <summary>The status of a route whose success is not what its method says.</summary>
/// <param name="Code">HTTP status.</param>
internal sealed record SuccessStatus(int Code);
