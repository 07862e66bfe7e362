using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>One call to enqueue on its way to the server, and whoever waits for it.</summary>
internal sealed class Enqueue(IReadOnlyList<NewTask> tasks, CancellationToken abandoned)
{
    private readonly TaskCompletionSource<IReadOnlyList<TaskRecord>> waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<NewTask> Tasks { get; } = tasks;

    /// <summary>How much it carries, in bytes of arguments.</summary>
    public long Bytes { get; } = tasks.Sum(task => (long)task.Call.Arguments.ByteCount);

    /// <summary>Nobody waits any more: it need not be begun.</summary>
    public bool IsAbandoned => abandoned.IsCancellationRequested;

    /// <summary>The answer, or the end of the wait for it.</summary>
    public Task<IReadOnlyList<TaskRecord>> Answer => abandoned.CanBeCanceled ? waiting.Task.WaitAsync(abandoned) : waiting.Task;

    public void Complete(IReadOnlyList<TaskRecord> stored) => waiting.TrySetResult(stored);

    public void Fail(Exception exception) => waiting.TrySetException(exception);
}
