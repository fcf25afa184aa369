using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Rahat.Contracts;
using Rahat.Runtime.Security;

namespace Rahat.Runtime.Http;

/// <summary>What a module says of its routes.</summary>
public static class RouteRules
{
    /// <summary>
    /// Names the contract that a route asks of the bus. Its permission is then checked before the body is read, and its
    /// docstring and reply describe the route in the OpenAPI document.
    /// </summary>
    /// <typeparam name="TContract">The request.</typeparam>
    /// <param name="route">The route.</param>
    public static RouteHandlerBuilder Asks<TContract>(this RouteHandlerBuilder route)
    {
        var contract = typeof(TContract);
        var reply = contract.GetInterfaces()
            .First(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>))
            .GenericTypeArguments[0];
        route.WithMetadata(EntryRule.Of(contract));
        route.WithTags(contract.Namespace!.Split('.')[^1]);
        route.WithName(contract.Name);
        route.WithSummary(ContractTexts.TitleOf(contract));
        route.WithDescription(ContractTexts.SummaryOf(contract));
        route.Finally(endpoint =>
        {
            var code = endpoint.Metadata.OfType<SuccessStatus>().LastOrDefault()?.Code
                ?? (endpoint.Metadata.OfType<IHttpMethodMetadata>().Any(method => method.HttpMethods.Contains("POST"))
                    ? StatusCodes.Status201Created
                    : StatusCodes.Status200OK);
            var body = typeof(Enveloped<>).MakeGenericType(RowsOf(reply));
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(code, body, ["application/json"]));
        });
        return route;
    }

    /// <summary>Sets the status of success where it is not 201 for POST and 200 for all else.</summary>
    /// <param name="route">The route.</param>
    /// <param name="status">HTTP status.</param>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, int status) =>
        route.WithMetadata(new SuccessStatus(status));

    /// <summary>
    /// Lets callers from this very machine in without a token. For routes that exist in Development only: the door
    /// refuses it elsewhere.
    /// </summary>
    /// <param name="route">The route.</param>
    public static RouteHandlerBuilder OpenToLoopback(this RouteHandlerBuilder route) =>
        route.WithMetadata(new LoopbackEntry());

    private static Type RowsOf(Type reply) => reply.IsGenericType && reply.GetGenericTypeDefinition() == typeof(Page<>)
        ? typeof(IReadOnlyList<>).MakeGenericType(reply.GenericTypeArguments)
        : reply;
}
