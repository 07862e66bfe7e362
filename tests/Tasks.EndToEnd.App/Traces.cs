using System.Diagnostics;

namespace Tasks.EndToEnd.App;

/// <summary>Tasks that enqueue tasks, in whatever process they run.</summary>
public static partial class Traces
{
    /// <summary>Passes on, and says in which trace it ran and in which process.</summary>
    [Task]
    public static async Task<string> HopAsync(int hops)
    {
        if (hops > 0)
        {
            await HopTask.EnqueueAsync(hops - 1);
        }

        return $"{Activity.Current?.TraceId} {Environment.ProcessId}";
    }

    /// <summary>Listens to spans of traces that somebody has begun.</summary>
    public static void Listen() =>
        ActivitySource.AddActivityListener(
            new()
            {
                ShouldListenTo = source => source.Name == TaskTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    options.Parent.TraceId == default ? ActivitySamplingResult.None : ActivitySamplingResult.AllDataAndRecorded,
            }
        );
}
