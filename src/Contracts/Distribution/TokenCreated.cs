namespace Rahat.Contracts.Distribution;

/// <summary>A project has a unit to count its aid in.</summary>
/// <param name="TokenId">The unit.</param>
/// <param name="ProjectId">The project.</param>
[MessageName("distribution.token_created")]
public sealed record TokenCreated(Guid TokenId, Guid ProjectId) : IEvent
{
    /// <inheritdoc/>
    public Guid AggregateId => TokenId;
}
