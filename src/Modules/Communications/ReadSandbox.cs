using Rahat.Contracts.Communications;
using Rahat.Runtime.Phones;
using Rahat.Runtime.Security;

namespace Rahat.Communications;

internal static class ReadSandboxEndpoint
{
    public static Task<IReadOnlyList<SandboxMessage>> Get(
        string? address,
        IBus bus,
        CancellationToken cancellationToken) => bus.Request(new ReadSandbox { Address = address }, cancellationToken);
}

internal sealed class ReadSandboxHandler(CommunicationsDb db, PiiVault vault, PhoneParser phones)
    : IRequestHandler<ReadSandbox, IReadOnlyList<SandboxMessage>>
{
    public async Task<IReadOnlyList<SandboxMessage>> Handle(ReadSandbox request, CancellationToken cancellationToken)
    {
        var entries = db.Sandbox.AsNoTracking();
        if (request.Address is { Length: > 0 } address)
        {
            if (Read(address) is not { } wanted)
                return [];
            var index = wanted.IndexIn(vault);
            entries = entries.Where(entry => entry.AddressIndex == index);
        }
        var newest = await entries.OrderByDescending(entry => entry.SentAt).ThenByDescending(entry => entry.Id)
            .Take(ReadSandbox.MaxMessages)
            .ToListAsync(cancellationToken);
        return [.. newest.Select(entry => entry.Open(vault))];
    }

    /// <summary>A plus sign in a query is often a space by now, so a number is read leniently.</summary>
    private MessageAddress? Read(string address) =>
        MessageAddress.Of(address)
        ?? (phones.Read(address) is { Fault: PhoneFault.None } reading ? MessageAddress.Of(reading.Number.E164) : null);
}
