using System.Threading.Channels;

namespace Rahat.Runtime.Data;

/// <summary>
/// Where the writers of a SQLite file wait for their turn. The engine has one writer at a time and its driver would
/// wait for the lock on a thread, deaf to deadlines; here the wait costs no thread and ends with the token. Who holds
/// the gate never waits at it again: a scope writes through one context only.
/// </summary>
internal sealed class SqliteWriteGate
{
    /// <summary>Has room for the one whose turn it is; the others wait to be let in, in the order they came.</summary>
    private readonly Channel<Turn> _room = Channel.CreateBounded<Turn>(1);

    /// <summary>Waits for the turn, which ends when what is returned is disposed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IDisposable> Enter(CancellationToken cancellationToken)
    {
        var turn = new Turn(_room.Reader);
        await _room.Writer.WriteAsync(turn, cancellationToken);
        return turn;
    }

    private sealed class Turn(ChannelReader<Turn> room) : IDisposable
    {
        private bool _over;

        public void Dispose()
        {
            if (!_over)
                room.TryRead(out _);
            _over = true;
        }
    }
}
