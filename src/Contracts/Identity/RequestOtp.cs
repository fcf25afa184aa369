using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Identity;

/// <summary>
/// Asks for a one-time code to sign in with. The answer is the same whether or not somebody signs in with the address;
/// the code goes to the address alone.
/// </summary>
[MessageName("identity.otp.request")]
[Anonymous]
public sealed record RequestOtp : IRequest<ChallengeIssued>
{
    /// <summary>An e-mail address or phone number that somebody signs in with.</summary>
    [Required, StringLength(320, MinimumLength = 3)]
    public required string Address { get; init; }

    /// <summary>What kind of address it is; found out from its form when absent.</summary>
    public LoginService? Service { get; init; }

    /// <summary>Names the client's installation; made up when absent.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Where the request came from. The door sets it; what a client writes here is overwritten.</summary>
    public string? Ip { get; init; }
}

/// <summary>What to send back together with the code.</summary>
/// <param name="ClientId">The client's installation.</param>
/// <param name="Ip">Where the request came from.</param>
/// <param name="Challenge">An opaque text that names this sign-in.</param>
public sealed record ChallengeIssued(Guid ClientId, string? Ip, string Challenge);

/// <summary>What somebody signs in with.</summary>
public enum LoginService
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>A wallet.</summary>
    Wallet,
}
