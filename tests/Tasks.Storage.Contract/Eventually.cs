using System.Diagnostics;

namespace Tasks.Storage.Contract;

/// <summary>Waits for what must come, with a limit that only a fault reaches.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Polls a condition.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    /// <summary>Polls a condition that has to be asked for.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Limit, $"{what} did not happen within {Limit.TotalSeconds} s");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
