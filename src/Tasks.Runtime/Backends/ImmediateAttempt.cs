using System.Globalization;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Backends;

/// <summary>The one attempt of a task that runs in its enqueue.</summary>
internal sealed class ImmediateAttempt(ITaskMethod method, RunPlace place, TaskRecord task, TimeProvider time) : IDisposable
{
    // A timer cannot be set further than some weeks ahead.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource timeLimit = new();

    public JsonText? Metadata { get; private set; }

    public async Task<(Outcome Outcome, Exception? Exception)> RunAsync(CancellationToken callers)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(callers, timeLimit.Token);
        using var timer = time.CreateTimer(_ => Fire(), null, TimerFor(task.Call.Definition.TimeLimit), Timeout.InfiniteTimeSpan);
        var run = new CallersRun(task, metadata => Metadata = metadata, either.Token);
        try
        {
            return (new Outcome.Succeeded(await method.RunAsync(run, place)), null);
        }
        catch (OperationCanceledException) when (callers.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (timeLimit.IsCancellationRequested)
        {
            return Failed(new TimeoutException(TimeLimitPassed(), exception));
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
        finally
        {
            Metadata = run.Metadata ?? Metadata;
        }
    }

    // What the method's own callbacks throw is theirs; on the timer's thread it would end the process.
    private void Fire()
    {
        try
        {
            _ = timeLimit.CancelAsync().ContinueWith(static done => done.Exception, TaskScheduler.Default);
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended just as its time did.
        }
    }

    public void Dispose() => timeLimit.Dispose();

    private static TimeSpan TimerFor(TimeSpan? limit) => limit is { } span && span < LongestTimer ? span : Timeout.InfiniteTimeSpan;

    private static (Outcome Outcome, Exception? Exception) Failed(Exception exception) =>
        (new Outcome.Failed(FailureFacts.Of(exception).Failure), exception);

    private string TimeLimitPassed() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The task ran longer than its time limit of {task.Call.Definition.TimeLimit.GetValueOrDefault().TotalSeconds} s."
        );
}
