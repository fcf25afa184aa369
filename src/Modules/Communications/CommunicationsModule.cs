using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

using Rahat.Communications.Adapters;
using Rahat.Communications.Notifications;
using Rahat.Contracts.Communications;

namespace Rahat.Communications;

/// <summary>
/// Messages out. Owns what is to be sent and the transports that send it. Promises that a message asked for once is
/// sent, or is seen to have failed, and that its text is forgotten once it has been sent.
/// </summary>
public sealed class CommunicationsModule : RahatModule
{
    public override string Name => "communications";

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
            routes.MapGet("/communications/sandbox", ReadSandboxEndpoint.Get).Asks<ReadSandbox>().OpenToLoopback();
    }

    public override void AddServices(ModuleServices module)
    {
        module.Database<CommunicationsDb>();
        // The first that serves a channel carries its messages.
        if (SmtpOptions.Read(module.Configuration) is { } smtp)
        {
            module.Services.AddSingleton(smtp);
            module.Services.AddScoped<ITransport, SmtpTransport>();
        }
        module.Services.AddScoped<ITransport, SandboxTransport>();

        module.Handler<SendMessageHandler>();
        module.Handler<ReadSandboxHandler>();
        module.Reaction<OnRedemptionCaptured>();
        module.Job<DeliverMessageJob>();
        module.Job<PruneMessagesJob>();
        module.Schedule<PruneMessages>("11 * * * *");
    }
}
