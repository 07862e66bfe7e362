using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Working;

namespace Tasks.CommandLine.Working;

/// <summary>
/// Counts what a worker does, at the price of one addition a run: whether a method returned is seen where it is called, and what went wrong
/// is told anyway.
/// </summary>
internal sealed class Tally(ITaskHandlers handlers, IRunObserver observer) : ITaskHandlers, IRunObserver
{
    private readonly ConcurrentDictionary<TaskName, ITaskHandler> counted = new();
    private long done;
    private long failed;
    private long retried;
    private long cancelled;

    /// <summary>Methods that returned.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>Tasks that failed for good.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Failures that wait for another attempt.</summary>
    public long Retried => Interlocked.Read(ref retried);

    /// <summary>Runs that ended because somebody asked for it.</summary>
    public long Cancelled => Interlocked.Read(ref cancelled);

    public bool IsListening => observer.IsListening;

    public string Backend => handlers.Backend;

    public IReadOnlyCollection<TaskName>? Names => handlers.Names;

    public bool TryFind(TaskName name, [NotNullWhen(true)] out ITaskHandler? handler)
    {
        if (counted.TryGetValue(name, out handler))
        {
            return true;
        }

        if (!handlers.TryFind(name, out var found))
        {
            return false;
        }

        handler = counted.GetOrAdd(name, new Counting(this, found));
        return true;
    }

    public void Enter() => handlers.Enter();

    public ValueTask StartedAsync(TaskRecord task) => observer.StartedAsync(task);

    public ValueTask SettledAsync(TaskRecord task, Exception? exception)
    {
        switch (task.State)
        {
            case TaskState.Failed:
                Interlocked.Increment(ref failed);
                break;
            case TaskState.Ready(WaitReason.BackOff):
                Interlocked.Increment(ref retried);
                break;
            case TaskState.Cancelled:
                Interlocked.Increment(ref cancelled);
                break;
        }

        return observer.SettledAsync(task, exception);
    }

    private sealed class Counting(Tally tally, ITaskHandler handler) : ITaskHandler
    {
        public ValueTask<JsonText> RunAsync(Run run)
        {
            var running = handler.RunAsync(run);
            if (!running.IsCompletedSuccessfully)
            {
                return CountAsync(running);
            }

            Interlocked.Increment(ref tally.done);
            return running;
        }

        private async ValueTask<JsonText> CountAsync(ValueTask<JsonText> running)
        {
            var value = await running;
            Interlocked.Increment(ref tally.done);
            return value;
        }
    }
}
