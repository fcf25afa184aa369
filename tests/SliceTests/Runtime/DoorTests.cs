using System.Net;
using System.Text;

using Rahat.SliceTests.Runtime.Workshop;
using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Runtime;

/// <summary>Who is let in, and what those hear whom no route fits.</summary>
public sealed class DoorTests
{
    private const string Pieces = "/v1/workshop/pieces";

    [Fact]
    public async Task A_stale_or_foreign_token_closes_only_what_needs_one()
    {
        var shop = await Shop.Shared;
        var stranger = shop.Platform.With("a.foreign.token");

        (await stranger.Post("/v1/auth/otp", new { address = "" }))
            .Refused(HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/health/ready")).Status);
        (await stranger.Get("/v1/nowhere")).Refused(HttpStatusCode.NotFound, "route.not_found");
        (await stranger.Post(Pieces, new { label = "x" }))
            .Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
        (await stranger.Get("/v1/users/me")).Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
    }

    [Fact]
    public async Task A_wrong_method_is_answered_like_every_error()
    {
        var shop = await Shop.Shared;

        (await shop.Somebody().Get(Pieces)).Refused(HttpStatusCode.MethodNotAllowed, "route.wrong_method");
    }

    [Fact]
    public async Task A_body_of_a_wrong_format_is_refused_once_the_caller_is_known()
    {
        var shop = await Shop.Shared;

        (await Send(shop.Somebody())).Refused(HttpStatusCode.UnsupportedMediaType, "request.wrong_format");
        (await Send(shop.Platform.Anonymous())).Refused(HttpStatusCode.Unauthorized, "caller.unauthenticated");
    }

    private static Task<Answer> Send(Api api) =>
        api.Send(HttpMethod.Post, Pieces, new StringContent("label: x", Encoding.UTF8, "text/yaml"));
}
