using BenchmarkDotNet.Attributes;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;

namespace Tasks.Benchmarks.Micro;

/// <summary>The worker's mind, per task: taking what an exchange claimed, and what came of it, 64 at once.</summary>
public class WorkerSteps
{
    private const int Slots = 64;

    private static readonly Instant Now = Instant.From(DateTimeOffset.UnixEpoch.AddYears(50));
    private static readonly SessionId Session = SessionId.Stored("worker:boot");

    private Observation[] claimed = [];
    private Observation[] returned = [];
    private WorkerState asking = WorkerState.Begin(WorkerSettings.Of(Slots), 1);
    private WorkerState working = WorkerState.Begin(WorkerSettings.Of(Slots), 1);

    [GlobalSetup]
    public void Prepare()
    {
        var begun = WorkerStep.Next(asking, TimeSpan.Zero, []).State;
        asking = WorkerStep.Next(begun, TimeSpan.Zero, [new Observation.Opened(Session)]).State;
        var tasks = Enumerable.Range(0, Slots).Select(Claimed).ToArray();
        claimed = [new Observation.Exchanged(new(Now, SessionStanding.Live, [], tasks, []))];
        working = WorkerStep.Next(asking, TimeSpan.Zero, claimed).State;
        returned = [.. tasks.Select(task => new Observation.Returned(task.Hold, JsonText.Null, null))];
        if (working.Counts == asking.Counts || asking.InFlight is null)
        {
            throw new InvalidOperationException("The worker did not take what it was given.");
        }
    }

    [Benchmark(OperationsPerInvoke = Slots)]
    public WorkerState TakeClaimed() => WorkerStep.Next(asking, TimeSpan.Zero, claimed).State;

    [Benchmark(OperationsPerInvoke = Slots)]
    public WorkerState TakeReturned() => WorkerStep.Next(working, TimeSpan.Zero, returned).State;

    [Benchmark]
    public WorkerState FindNothing() => WorkerStep.Next(asking, TimeSpan.Zero, []).State;

    private static TaskRecord Claimed(int number)
    {
        var call = new Call(Definition.Of(TaskName.Stored("Bare.Nothing")), JsonText.EmptyObject, Timing.Now);
        var task = TaskLifecycle.Enqueue(TaskId.Stored(Guid.CreateVersion7().ToString()), call, Now);
        return DomainMoves.Becomes(TaskLifecycle.Claim(task, Session, isStarted: true, Now));
    }
}
