namespace Rahat.Contracts.Identity;

/// <summary>A user account was created.</summary>
/// <param name="UserId">The user's id; a vendor's user has the vendor's id.</param>
[MessageName("identity.user_created")]
public sealed record UserCreated(Guid UserId) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => UserId;
}
