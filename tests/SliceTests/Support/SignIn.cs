using System.Text.Json;
using System.Text.RegularExpressions;

using Microsoft.Extensions.DependencyInjection;

using Rahat.Contracts.Identity;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Security;

namespace Rahat.SliceTests.Support;

/// <summary>Signing in as people do: ask for a code, read it from the message, send it back.</summary>
public sealed partial class Platform
{
    public const string AdminEmail = "admin@rahat.local";

    private readonly Lock _signingIn = new();
    private Task<Api>? _admin;

    /// <summary>The platform's administrator, signed in once.</summary>
    public Task<Api> Admin()
    {
        lock (_signingIn)
            return _admin ??= SignIn(AdminEmail);
    }

    /// <summary>Signs in with an address that has an account; at most ten times an hour each.</summary>
    public async Task<Api> SignIn(string address) => With(await Token(address));

    /// <summary>
    /// Signs in somebody whose account is made in the background: an address gets no message before it has one.
    /// </summary>
    public async Task<Api> SignInWhenKnown(string address)
    {
        await Eventually.Get(() => AccountExists(address), exists => exists);
        return await SignIn(address);
    }

    private async Task<bool> AccountExists(string email)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<MessageContext>()
            .Enter(new Sender("tests", IsDoor: false), Caller.Nobody, "");
        var taken = await scope.ServiceProvider.GetRequiredService<IBus>()
            .Request(new IsAddressTaken { Email = email }, TestContext.Current.CancellationToken);
        return taken.Email;
    }

    /// <summary>The access token of a fresh sign-in.</summary>
    public async Task<string> Token(string address)
    {
        var (challenge, code) = await Challenge(address);
        var login = await Anonymous().Post("/v1/auth/login", new { challenge, otp = code });
        return login.Data.GetProperty("accessToken").GetString()!;
    }

    /// <summary>A challenge and the code that came with it.</summary>
    public async Task<(string Challenge, string Code)> Challenge(string address)
    {
        var before = await MessagesTo(address);
        var otp = await Anonymous().Post("/v1/auth/otp", new { address });
        var challenge = otp.Data.GetProperty("challenge").GetString()!;
        var messages = await Eventually.Get(() => MessagesTo(address), now => now.Count > before.Count);
        return (challenge, Code().Match(messages[0].GetProperty("body").GetString()!).Value);
    }

    /// <summary>What was sent to an address without a provider, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> MessagesTo(string address)
    {
        var sandbox = await Anonymous().Get($"/v1/communications/sandbox?address={Uri.EscapeDataString(address)}");
        return [.. sandbox.Data.EnumerateArray()];
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex Code();
}
