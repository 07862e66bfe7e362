using System.Diagnostics;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using Tasks.Runtime.Telemetry;

namespace Tasks.Runtime.Tests.Telemetry;

/// <summary>Nobody listens: no other test that listens runs beside these.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
[Trait("Spec", "OBS-3")]
public sealed class QuietTests
{
    public const string Name = "Nobody listens";

    private const int Times = 1000;

    private static readonly TaskRecord Task = NewTask();

    [Fact]
    public void Where_nobody_listens_nothing_is_allocated()
    {
        var telemetry = new WorkerTelemetry("quiet", WorkerId.From("quiet")!.Value, TimeProvider.System);
        var observations = new List<Observation> { new Observation.Woke() };
        var effect = new Effect.Tell(Task, new(Task.Hold, Outcome.GivenBack), new(Verdict.Applied, Status.Ready), default);
        IReadOnlyList<TaskCall> calls = [];

        Assert.Equal(0, AllocatedBy(() => Sending.Begin("quiet", calls, TimeProvider.System)));
        Assert.Equal(0, AllocatedBy(() => TraceText.Current));
        Assert.Equal(0, AllocatedBy(() => Finishes.Count("quiet", Task.Call.Definition, Status.Successful)));
        Assert.Equal(
            0,
            AllocatedBy(() =>
            {
                telemetry.Listen();
                telemetry.Hear(observations);
                telemetry.Hear(effect);
            })
        );
        Assert.False(telemetry.WatchesRuns);
        Assert.False(Processing.IsHeard);
    }

    private static long AllocatedBy(Action action) =>
        AllocatedBy(() =>
        {
            action();
            return null;
        });

    private static long AllocatedBy(Func<object?> action)
    {
        Assert.Null(Activity.Current);
        Assert.Null(action());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TaskRecord NewTask()
    {
        var call = new Call(Definition.Of(TaskName.Stored("quiet")), JsonText.EmptyObject, Timing.Now);
        return TaskLifecycle.Enqueue(TaskId.Stored("quiet"), call, default);
    }
}
