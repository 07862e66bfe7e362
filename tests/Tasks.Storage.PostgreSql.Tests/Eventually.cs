using System.Diagnostics;

namespace Tasks.Storage.PostgreSql.Tests;

/// <summary>Waits for what must come, with a limit that only a fault reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

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
