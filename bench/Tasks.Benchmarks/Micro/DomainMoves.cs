using BenchmarkDotNet.Attributes;
using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Benchmarks.Micro;

/// <summary>A task's life, move by move.</summary>
public class DomainMoves
{
    private static readonly Instant Now = Instant.From(DateTimeOffset.UnixEpoch.AddYears(50));
    private static readonly Call Call = new(Definition.Of(TaskName.Stored("Bare.Nothing")), JsonText.EmptyObject, Timing.Now);
    private static readonly SessionId Session = SessionId.Stored("worker:boot");
    private static readonly TaskId Id = TaskId.Stored("0190b0a0-0000-7000-8000-000000000000");
    private static readonly TaskRecord Ready = TaskLifecycle.Enqueue(Id, Call, Now);
    private static readonly TaskRecord Running = Becomes(TaskLifecycle.Claim(Ready, Session, isStarted: true, Now));
    private static readonly Outcome Succeeded = new Outcome.Succeeded(JsonText.Null);
    private static readonly Outcome Retried = new Outcome.Retried(new("System.Exception", "no", ""), TimeSpan.FromSeconds(1));

    [Benchmark]
    public TaskRecord Enqueue() => TaskLifecycle.Enqueue(Id, Call, Now);

    [Benchmark]
    public Either<TaskRefusal, TaskChange> Claim() => TaskLifecycle.Claim(Ready, Session, isStarted: true, Now);

    [Benchmark]
    public Either<TaskRefusal, TaskChange> Succeed() => TaskLifecycle.Settle(Running, Running.Lease, Succeeded, Now);

    [Benchmark]
    public Either<TaskRefusal, TaskChange> Retry() => TaskLifecycle.Settle(Running, Running.Lease, Retried, Now);

    [Benchmark]
    public Either<TaskRefusal, TaskChange> RefuseStale() => TaskLifecycle.Settle(Running, Running.Lease + 1, Succeeded, Now);

    internal static TaskRecord Becomes(Either<TaskRefusal, TaskChange> decision) =>
        decision.Match(change => change.Becomes, refusal => throw new InvalidOperationException(refusal.ToString()));
}
