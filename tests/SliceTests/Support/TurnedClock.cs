namespace Rahat.SliceTests.Support;

/// <summary>The real clock, turned forward by the test; timers and waits go on as ever.</summary>
public sealed class TurnedClock : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Turn(TimeSpan forward) => Interlocked.Add(ref _ticks, forward.Ticks);
}
