using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Rahat.Runtime.Data;

/// <summary>
/// Wakes whoever waits for a module's new events or jobs within this process, so that nobody has to poll busily. A
/// missed ring costs no more than the next poll.
/// </summary>
public sealed class Bell
{
    /// <summary>Rung when events were committed.</summary>
    public const string Events = "events";

    /// <summary>Rung when jobs were committed.</summary>
    public const string Jobs = "jobs";

    private readonly ConcurrentDictionary<(string Module, string What), ConcurrentBag<ChannelWriter<bool>>> _listeners
        = [];

    /// <summary>Wakes the listeners.</summary>
    /// <param name="module">Whose events or jobs.</param>
    /// <param name="what"><see cref="Events"/> or <see cref="Jobs"/>.</param>
    public void Ring(string module, string what)
    {
        if (_listeners.TryGetValue((module, what), out var listeners))
        {
            foreach (var listener in listeners)
                listener.TryWrite(true);
        }
    }

    internal Listener Listen(TimeProvider clock, params IEnumerable<(string Module, string What)> to)
    {
        var options = new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite };
        var channel = Channel.CreateBounded<bool>(options);
        foreach (var key in to)
            _listeners.GetOrAdd(key, _ => []).Add(channel.Writer);
        return new Listener(channel.Reader, clock);
    }

    internal sealed class Listener(ChannelReader<bool> rings, TimeProvider clock)
    {
        /// <summary>Returns at the next ring, or after the given time.</summary>
        public async Task Wait(TimeSpan atMost, CancellationToken cancellationToken)
        {
            using var time = new CancellationTokenSource(atMost, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
            try
            {
                await rings.ReadAsync(both.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The time is up, which is as good as a ring.
            }
        }
    }
}
