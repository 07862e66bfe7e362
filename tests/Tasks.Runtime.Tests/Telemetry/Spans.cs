using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tasks.Runtime.Tests.Telemetry;

/// <summary>Listens to some of the spans of tasks.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener listener;
    private readonly ConcurrentQueue<Activity> stopped = new();

    private delegate bool Choice(ref ActivityCreationOptions<ActivityContext> options);

    private Spans(Choice choice)
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == TaskTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                choice(ref options) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>The spans that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Ended => [.. stopped];

    /// <summary>Those of tasks that go to one backend.</summary>
    public static Spans OfBackend(string backend) => new((ref options) => options.Tags?.Contains(new("tasks.backend", backend)) == true);

    /// <summary>Those of one trace, which the test began itself.</summary>
    public static Spans OfTrace(ActivityTraceId trace) => new((ref options) => options.Parent.TraceId == trace);

    public void Dispose() => listener.Dispose();
}
