using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;

namespace Tasks.Runtime.Working;

/// <summary>One call of one method, with its token and its alarm. Whatever the method does, exactly one end is told.</summary>
internal class RunInProgress(RunInterpreter interpreter, TaskRecord task) : Run(task), IThreadPoolWorkItem, IDisposable
{
    // Made when somebody asks for it: most methods take no token, and most tokens never fire.
    private CancellationTokenSource? cancellation;
    private ITimer? alarm;

    /// <summary>The run begun after this one; only for the list of runs.</summary>
    public RunInProgress? Previous { get; set; }

    /// <summary>The run begun before this one; only for the list of runs.</summary>
    public RunInProgress? Next { get; set; }

    public override CancellationToken CancellationToken => Cancellation.Token;

    private CancellationTokenSource Cancellation => LazyInitializer.EnsureInitialized(ref cancellation);

    public override Task SaveMetadataAsync(JsonText metadata, CancellationToken cancellationToken) =>
        interpreter.SaveAsync(Task.Hold, metadata, cancellationToken);

    public override Task SucceedInAsync(
        DbTransaction transaction,
        JsonText value,
        JsonText? metadata,
        CancellationToken cancellationToken
    ) => interpreter.SettleAsync(new(Task.Hold, new Outcome.Succeeded(value), metadata), transaction, cancellationToken);

    public void Execute()
    {
        interpreter.EnterGround();
        _ = ExecuteAsync();
    }

    public virtual void Cancel(CancelReason reason) =>
        // Callbacks registered by the method run elsewhere, and what they throw is theirs.
        _ = Cancellation.CancelAsync().ContinueWith(static done => done.Exception, TaskScheduler.Default);

    public void SetAlarm(AlarmKind kind, TimeSpan after)
    {
        alarm?.Dispose();
        alarm = interpreter.Time.CreateTimer(
            _ => interpreter.Post(new Observation.Rang(Task.Hold, kind)),
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

    /// <summary>The run begins: the flow that calls this is its own.</summary>
    protected virtual void Begin() { }

    /// <summary>The run has ended, in the same flow.</summary>
    /// <param name="failure">What the method threw; null if it returned.</param>
    protected virtual void End(Failure? failure) { }

    private async Task ExecuteAsync()
    {
        if (!interpreter.Handlers.TryFind(Task.Call.Definition.Name, out var handler))
        {
            interpreter.PostEnd(new Observation.NameUnknown(Task.Hold), this);
            return;
        }

        Observation end;
        using (interpreter.Told.BeginRun(Task))
        {
            Begin();
            try
            {
                await interpreter.Told.StartedAsync(Task).ConfigureAwait(false);
                var value = await handler.RunAsync(this).ConfigureAwait(false);
                end = new Observation.Returned(Task.Hold, value, Metadata);
                End(null);
            }
            catch (Exception exception)
            {
                interpreter.Told.Threw(Task.Hold, exception);
                var (failure, types) = FailureFacts.Of(exception);
                end = new Observation.Threw(Task.Hold, failure, types, Metadata);
                End(failure);
            }
        }

        interpreter.PostEnd(end, this);
    }
}
