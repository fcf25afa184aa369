using System.Net;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Rahat.Contracts;
using Rahat.Runtime.Security;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime;

/// <summary>What must be so of every route, also of those that are yet to come.</summary>
public sealed partial class EveryRouteTests
{
    /// <summary>Each with the reason why a stranger may call it.</summary>
    private static readonly Dictionary<string, string> Public = new()
    {
        ["POST /v1/auth/otp"] = "nobody has signed in yet",
        ["POST /v1/auth/login"] = "nobody has signed in yet",
        ["POST /v1/vendors"] = "a shop registers itself; it can do nothing before it is assigned",
        ["GET /v1/communications/sandbox"] = "Development only, from this very machine",
    };

    [Fact]
    public async Task A_stranger_is_turned_away_before_anything_is_read()
    {
        var platform = await Platform.Shared;
        var routes = Routes(platform);
        Assert.True(routes.Count > 25, $"There must be routes to look at, not {routes.Count}.");
        foreach (var (method, path) in routes.Where(route => !Public.ContainsKey($"{route.Method} {route.Path}")))
        {
            // The body is nonsense on purpose: whoever is not let in must not learn how it would be read.
            using var nonsense = new StringContent("{", System.Text.Encoding.UTF8, "application/json");

            var answer = await platform.Anonymous().Send(
                new HttpMethod(method), Parameter().Replace(path, Guid.CreateVersion7().ToString()), nonsense);

            Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{method} {path} answered {answer.Status}");
        }
    }

    [Fact]
    public async Task A_shop_is_turned_away_from_what_is_not_a_shops()
    {
        var platform = await Platform.Shared;
        var programme = await Programme.Given(platform);
        var till = await programme.GivenTill();
        foreach (var (method, path) in Routes(platform).Where(route => !IsForShops(route.Path)))
        {
            using var nonsense = new StringContent("{", System.Text.Encoding.UTF8, "application/json");

            var answer = await till.Api.Send(
                new HttpMethod(method), Parameter().Replace(path, Guid.CreateVersion7().ToString()), nonsense);

            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{method} {path} answered {answer.Status}");
        }
    }

    [Fact]
    public async Task A_route_says_what_it_asks_and_a_reading_route_asks_nothing_that_changes()
    {
        var platform = await Platform.Shared;
        var contracts = typeof(Done).Assembly.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);
        foreach (var endpoint in Endpoints(platform))
        {
            Assert.NotNull(endpoint.Metadata.GetMetadata<EntryRule>());
            var name = endpoint.Metadata.GetMetadata<EndpointNameMetadata>()!.EndpointName;
            var reads = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.All(method => method == "GET");
            var isQuery = contracts[name].Single().GetInterfaces().Any(
                face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQuery<>));
            Assert.True(reads == isQuery, $"{endpoint.RoutePattern.RawText} asks {name}");
        }
    }

    private static bool IsForShops(string path) =>
        path.StartsWith("/v1/distribution/redemptions", StringComparison.Ordinal)
        || path.StartsWith("/v1/distribution/vendors", StringComparison.Ordinal)
        || path is "/v1/users/me" or "/v1/vendors" || path.StartsWith("/v1/auth", StringComparison.Ordinal);

    private static List<(string Method, string Path)> Routes(Platform platform) =>
        [.. Endpoints(platform).SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            .Select(method => (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))))];

    private static IEnumerable<RouteEndpoint> Endpoints(Platform platform) =>
        platform.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
