namespace Rahat.SliceTests.Support;

/// <summary>Waits for what happens in the background: asks again until it is so, or the deadline has passed.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task<T> Get<T>(Func<Task<T>> ask, Func<T, bool> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isSo(answer))
                return answer;
            if (TimeProvider.System.GetElapsedTime(started) > Deadline)
                Assert.Fail($"It did not come to pass within {Deadline.TotalSeconds} s; last seen: {answer}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
