using System.ComponentModel.DataAnnotations;

using Rahat.Contracts;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;

namespace Rahat.SliceTests.Runtime.Workshop;

internal enum Ending
{
    Answer,
    Refuse,
    RefuseAndKeep,
    Crash,
    Hang,
    AskForAChange,
    AskAQuestion,
}

[MessageName("workshop.piece.make")]
[Permit("create", "piece")]
internal sealed record MakePiece : IRequest<MadePiece>
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    [Required, StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    [Range(1, 10)]
    public int Events { get; init; } = 1;

    public Ending Ending { get; init; }
}

internal sealed record MadePiece(Guid Id, Guid Made);

internal sealed class MakePieceHandler(WorkshopDb db, IBus bus) : IRequestHandler<MakePiece, MadePiece>
{
    /// <summary>What a fault quotes and nobody must see.</summary>
    public const string Secret = "+9779841234567";

    public async Task<MadePiece> Handle(MakePiece request, CancellationToken cancellationToken)
    {
        var piece = new Piece { Id = db.NewId(), Label = request.Label };
        db.Add(piece);
        for (var number = 1; number <= request.Events; number++)
            db.Publish(new PieceMade(request.Id, number));
        await db.SaveChangesAsync(cancellationToken);
        switch (request.Ending)
        {
            case Ending.Refuse:
                throw new Refusal(RefusalKind.Conflict, "piece.refused", "No.");
            case Ending.RefuseAndKeep:
                throw new Refusal(RefusalKind.Conflict, "piece.refused", "No.") { KeepsChanges = true };
            case Ending.Crash:
                throw new FormatException($"{Secret} is not a piece.");
            case Ending.Hang:
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                break;
            case Ending.AskForAChange:
                await bus.Request(new Hang(), cancellationToken);
                break;
            case Ending.AskAQuestion:
                await bus.Request(new LookAround(), cancellationToken);
                break;
            default:
                break;
        }
        return new MadePiece(request.Id, piece.Id);
    }
}

[MessageName("workshop.piece_made")]
internal sealed record PieceMade(Guid PieceId, int Number) : IEvent
{
    public Guid AggregateId => PieceId;
}

[MessageName("workshop.list.extend")]
[ModulesOnly]
internal sealed record ExtendList(List<string> Items) : IQuery<List<string>>;

internal sealed class ExtendListHandler : IRequestHandler<ExtendList, List<string>>
{
    public Task<List<string>> Handle(ExtendList request, CancellationToken cancellationToken)
    {
        request.Items.Add("added by the owner");
        return Task.FromResult(request.Items);
    }
}

[MessageName("gallery.surroundings")]
[ModulesOnly]
internal sealed record LookAround : IQuery<Surroundings>;

internal sealed record Surroundings(string Sender, string Actor, string CorrelationId, int Scope);

internal sealed class LookAroundHandler(MessageContext context) : IRequestHandler<LookAround, Surroundings>
{
    public Task<Surroundings> Handle(LookAround request, CancellationToken cancellationToken) => Task.FromResult(
        new Surroundings(context.Sender.Name, context.Caller.Actor, context.CorrelationId, context.GetHashCode()));
}

[MessageName("gallery.hang")]
[ModulesOnly]
internal sealed record Hang : IRequest<Done>;

internal sealed class HangHandler : IRequestHandler<Hang, Done>
{
    public async Task<Done> Handle(Hang request, CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return new Done();
    }
}

[MessageName("nowhere.thing.act")]
[ModulesOnly]
internal sealed record NobodysRequest : IRequest<Done>;
