using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Identity;

/// <summary>
/// Signs in with the code that a challenge brought. A challenge is good for ten minutes, five tries and one success.
/// </summary>
[MessageName("identity.session.open")]
[Anonymous]
public sealed record OpenSession : IRequest<AccessGranted>
{
    /// <summary>The challenge as it was given out.</summary>
    [Required, StringLength(4_096, MinimumLength = 1)]
    public required string Challenge { get; init; }

    /// <summary>The code from the message.</summary>
    [Required, StringLength(16, MinimumLength = 1)]
    public required string Otp { get; init; }

    /// <summary>Accepted because clients send it; the challenge says itself what was signed in with.</summary>
    public LoginService? Service { get; init; }

    /// <summary>Where the request came from. The door sets it; what a client writes here is overwritten.</summary>
    public string? Ip { get; init; }

    /// <summary>The client's program. The door sets it; what a client writes here is overwritten.</summary>
    public string? UserAgent { get; init; }
}

/// <summary>Somebody is signed in.</summary>
/// <param name="AccessToken">The token to send as <c>Authorization: Bearer</c>.</param>
public sealed record AccessGranted(string AccessToken);
