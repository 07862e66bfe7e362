using System.Diagnostics;

namespace Tasks.TestServers.Tests;

/// <summary>Waits for what must come, with a limit that only a fault reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Limit, $"{what} did not happen within {Limit.TotalSeconds} s");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
