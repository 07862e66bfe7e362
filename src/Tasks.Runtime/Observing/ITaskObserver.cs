namespace Tasks;

/// <summary>
/// Told about tasks of this process, after the fact. What an observer throws is logged and changes nothing; an observer that is slow makes
/// its caller slow. Registered with <c>tasks.AddObserver&lt;T&gt;()</c>: one instance, built from the services of the host.
/// </summary>
public interface ITaskObserver
{
    /// <summary>A task was enqueued. Inside a caller's transaction it may still be rolled back.</summary>
    /// <param name="result">The task, ready.</param>
    /// <param name="cancellationToken">The enqueuer's.</param>
    ValueTask EnqueuedAsync(TaskResult result, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A run is about to call the task's method.</summary>
    /// <param name="result">The task, running.</param>
    /// <param name="cancellationToken">Never fires but where the backend runs tasks in the caller's own flow.</param>
    ValueTask StartedAsync(TaskResult result, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A task has ended and the end has been recorded: successful, failed or cancelled. Attempts that are retried are no end.</summary>
    /// <param name="result">The task, finished.</param>
    /// <param name="cancellationToken">Never fires but where the backend runs tasks in the caller's own flow.</param>
    ValueTask FinishedAsync(TaskResult result, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
