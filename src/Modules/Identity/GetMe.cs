using Rahat.Contracts.Identity;
using Rahat.Runtime.Security;

namespace Rahat.Identity;

internal static class GetMeEndpoint
{
    public static Task<UserProfile> Get(IBus bus, CancellationToken cancellationToken) =>
        bus.Request(new GetMe(), cancellationToken);
}

internal sealed class GetMeHandler(IdentityDb db, PiiVault vault) : IRequestHandler<GetMe, UserProfile>
{
    public async Task<UserProfile> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var caller = db.Caller;
        var user = await db.Users.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Uuid == caller.UserId && one.DeletedAt == null, cancellationToken)
            ?? throw Refusal.NotFound("user");
        return new UserProfile
        {
            Id = user.Id,
            Uuid = user.Uuid,
            Name = vault.OpenOrNull(user.Name, user.Uuid),
            Gender = user.Gender,
            Email = vault.OpenOrNull(user.Email, user.Uuid),
            Phone = vault.OpenOrNull(user.Phone, user.Uuid),
            Wallet = user.Wallet,
            SessionId = caller.SessionId,
            CreatedAt = user.CreatedAt,
            UpdatedAt = user.UpdatedAt,
            DeletedAt = user.DeletedAt,
            Permissions = [.. caller.Abilities.Select(RowOf)],
            Roles = caller.Roles,
        };
    }

    private static PermissionRow RowOf(Ability ability) =>
        new(ability.Action, ability.Subject, ability.Inverted, AccessClaims.ConditionsOf(ability.Conditions));
}
