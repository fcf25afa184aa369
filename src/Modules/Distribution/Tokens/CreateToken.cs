using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;

namespace Rahat.Distribution.Tokens;

internal static class CreateTokenEndpoint
{
    public static Task<TokenDetails> Post(CreateToken request, IBus bus, CancellationToken cancellationToken) =>
        bus.Request(request, cancellationToken);
}

internal sealed class CreateTokenHandler(DistributionDb db, IBus bus) : IRequestHandler<CreateToken, TokenDetails>
{
    public async Task<TokenDetails> Handle(CreateToken request, CancellationToken cancellationToken)
    {
        (await bus.Request(new GetProjectTerms(request.ProjectId), cancellationToken)).MustBeOpen(Capability.Treasury);
        var taken = await db.Tokens.AnyAsync(
            token => token.ProjectId == request.ProjectId && token.Symbol == request.Symbol, cancellationToken);
        if (taken)
            throw new Refusal(RefusalKind.Conflict, "token.symbol_taken", "The project has a token with this symbol.");

        var token = new Token
        {
            Id = db.NewId(),
            ProjectId = request.ProjectId,
            Name = request.Name.Trim(),
            Symbol = request.Symbol,
            Decimals = request.Decimals,
            CreatedAt = db.Now,
        };
        db.Add(token);
        db.Publish(new TokenCreated(token.Id, token.ProjectId));
        await db.SaveChangesAsync(cancellationToken);
        return token.ToDetails();
    }
}
