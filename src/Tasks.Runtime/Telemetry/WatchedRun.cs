using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Telemetry;

/// <summary>A run that somebody listens to. What it needs for that is here, so that other runs do without.</summary>
internal sealed class WatchedRun(RunInterpreter interpreter, TaskRecord task, WorkerTelemetry telemetry) : RunInProgress(interpreter, task)
{
    private readonly TimeProvider time = interpreter.Time;
    private Processing? processing;
    private CancelReason? cancelled;

    public override void Cancel(CancelReason reason)
    {
        cancelled ??= reason;
        base.Cancel(reason);
    }

    protected override void Begin() => processing = Processing.Begin(telemetry.Backend, Task, telemetry.Worker, time);

    protected override void End(Failure? failure) => processing?.End(failure, cancelled);
}
