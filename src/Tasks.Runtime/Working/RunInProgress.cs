using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Working;

/// <summary>One call of one method, with its token and its alarm. Whatever the method does, exactly one end is told.</summary>
internal sealed class RunInProgress : IThreadPoolWorkItem, IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly RunInterpreter interpreter;
    private readonly TaskRecord task;
    private ITimer? alarm;

    public RunInProgress(RunInterpreter interpreter, TaskRecord task)
    {
        this.interpreter = interpreter;
        this.task = task;
    }

    public void Execute() => _ = ExecuteAsync();

    public void Cancel() =>
        // Callbacks registered by the method run elsewhere, and what they throw is theirs.
        _ = cancellation.CancelAsync().ContinueWith(static done => done.Exception, TaskScheduler.Default);

    public void SetAlarm(AlarmKind kind, TimeSpan after)
    {
        alarm?.Dispose();
        alarm = interpreter.Time.CreateTimer(
            _ => interpreter.Post(new Observation.Rang(task.Hold, kind)),
            null,
            TimeSpan.FromTicks(Math.Min(after.Ticks, TimeSpan.TicksPerDay * 40)),
            Timeout.InfiniteTimeSpan
        );
    }

    public void Dispose()
    {
        alarm?.Dispose();
        // The token source is not disposed: a method may have kept its token, and nothing of it needs disposal.
    }

    private async Task ExecuteAsync() => interpreter.Post(await ObserveAsync().ConfigureAwait(false));

    private async Task<Observation> ObserveAsync()
    {
        if (!interpreter.Handlers.TryFind(task.Call.Definition.Name, out var handler))
        {
            return new Observation.NameUnknown(task.Hold);
        }

        var run = new Run(task, (metadata, token) => interpreter.SaveAsync(task.Hold, metadata, token), cancellation.Token);
        using var scope = interpreter.Told.BeginRun(task);
        try
        {
            await interpreter.Told.StartedAsync(task).ConfigureAwait(false);
            var value = await handler.RunAsync(run).ConfigureAwait(false);
            return new Observation.Returned(task.Hold, value, run.Metadata);
        }
        catch (Exception exception)
        {
            interpreter.Told.Threw(task.Hold, exception);
            var (failure, types) = FailureFacts.Of(exception);
            return new Observation.Threw(task.Hold, failure, types, run.Metadata);
        }
    }
}
