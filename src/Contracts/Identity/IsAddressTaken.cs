namespace Rahat.Contracts.Identity;

/// <summary>
/// Whether somebody signs in with an address already, asked before a module promises the address to somebody else.
/// </summary>
[MessageName("identity.address.taken")]
[ModulesOnly]
public sealed record IsAddressTaken : IQuery<AddressTaken>
{
    /// <summary>An e-mail address to look for, if any.</summary>
    public string? Email { get; init; }

    /// <summary>A phone number to look for, E.164, if any.</summary>
    public string? Phone { get; init; }

    /// <summary>A wallet address to look for, if any.</summary>
    public string? Wallet { get; init; }
}

/// <summary>Which of the addresses asked for are taken.</summary>
/// <param name="Email">The e-mail address is.</param>
/// <param name="Phone">The phone number is.</param>
/// <param name="Wallet">The wallet is.</param>
public sealed record AddressTaken(bool Email, bool Phone, bool Wallet);
