namespace Rahat.Contracts.Distribution;

/// <summary>A balance in one token.</summary>
/// <param name="TokenId">Which token.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Available">What can be spent, or what a vendor has.</param>
/// <param name="Held">What open redemptions hold of it.</param>
public sealed record Balance(Guid TokenId, string Symbol, Amount Available, Amount Held);
