using Microsoft.AspNetCore.Builder;

using Rahat.Contracts.Identity;

namespace Rahat.Identity;

/// <summary>
/// Who may come in. Owns users, their roles and permissions, what they sign in with, one-time codes and sessions.
/// Promises that a code lets one person in once, and that nobody learns from its answers who has an account.
/// </summary>
public sealed class IdentityModule : RahatModule
{
    public override string Name => "identity";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/auth/otp", RequestOtpEndpoint.Post).Asks<RequestOtp>().Answers(StatusCodes.Status200OK);
        routes.MapPost("/auth/login", OpenSessionEndpoint.Post).Asks<OpenSession>().Answers(StatusCodes.Status200OK);
        routes.MapGet("/users/me", GetMeEndpoint.Get).Asks<GetMe>();
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<IdentityDb>();
        module.Services.AddSingleton(IdentityOptions.From(module.Configuration));
        module.Services.AddSingleton<ChallengeText>();
        module.AtStart<SeedAccess>();

        module.Handler<RequestOtpHandler>();
        module.Handler<OpenSessionHandler>();
        module.Handler<GetMeHandler>();
        module.Handler<IsAddressTakenHandler>();
        module.Reaction<OnVendorRegistered>();
        module.Job<DeliverOtpJob>();
        module.Job<PruneChallengesJob>();
        module.Schedule<PruneChallenges>("41 * * * *");
    }
}
