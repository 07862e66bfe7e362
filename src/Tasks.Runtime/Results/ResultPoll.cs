namespace Tasks.Runtime.Results;

/// <summary>Waits on a backend that can only be read: after 20 ms, then ever more seldom, at last once a second.</summary>
internal static class ResultPoll
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public static TimeSpan Next(TimeSpan? pause) =>
        pause is { } last ? (last + last < LongestPause ? last + last : LongestPause) : FirstPause;

    public static async Task<TaskResult> WaitAsync(TaskResult result, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        TimeSpan? pause = null;
        while (true)
        {
            result = await result.RefreshAsync(cancellationToken);
            if (result.IsFinished)
            {
                return result;
            }

            var left = timeout - time.GetElapsedTime(start);
            if (timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero)
            {
                throw Whereabouts.NotInTime(result.Record, timeout, time.GetUtcNow(), isServed: true);
            }

            pause = Next(pause);
            var wait = timeout != Timeout.InfiniteTimeSpan && left < pause ? left : pause.Value;
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
