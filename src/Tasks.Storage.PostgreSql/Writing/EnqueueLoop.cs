using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Faults;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Watching;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Shares trips among those who enqueue at the same time: while one is under way, whoever comes waits and goes with the next, all in one
/// statement and one commit. Without company a call goes at once. One trip at a time and not two: two would share the same callers, and cost
/// twice.
/// </summary>
internal sealed class EnqueueLoop(LanePool lanes, Statements statements, Watchers watchers, Notifier notifier) : IAsyncDisposable
{
    private const int MostTasks = 1000;
    private const long MostBytes = 8L * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<Enqueue> waiting = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isClosed;
    private bool isUnderWay;

    /// <summary>Stores tasks, all or none; the answer comes when they are durable.</summary>
    public Task<IReadOnlyList<TaskRecord>> PostAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<TaskRecord>>(cancellationToken);
        }

        var enqueue = new Enqueue(tasks, cancellationToken);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(PostgreSqlStore));
            waiting.Enqueue(enqueue);
            if (isUnderWay)
            {
                return enqueue.Answer;
            }

            isUnderWay = true;
        }

        _ = RunAsync();
        return enqueue.Answer;
    }

    /// <summary>Works off what was posted, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isClosed = true;
            EndIfIdle();
        }

        await ended.Task;
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            await TripAsync(batch);
            if (batch.Count > 1)
            {
                await LetOthersPostAsync();
            }
        }
    }

    /// <summary>Those who have just been answered go first: whoever enqueues again at once is on the next trip and not on the one after.</summary>
    private static Task LetOthersPostAsync() =>
        Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);

    /// <summary>What goes with the next trip; where nothing does, this was the last one.</summary>
    private List<Enqueue> Take()
    {
        var (batch, tasks, bytes) = (new List<Enqueue>(), 0, 0L);
        lock (gate)
        {
            while (waiting.TryPeek(out var next))
            {
                tasks += next.Tasks.Count;
                bytes += next.Bytes;
                if (batch.Count > 0 && (tasks > MostTasks || bytes > MostBytes))
                {
                    break;
                }

                waiting.Dequeue();
                if (!next.IsAbandoned)
                {
                    batch.Add(next);
                }
            }

            if (batch.Count == 0)
            {
                isUnderWay = false;
                EndIfIdle();
            }
        }

        return batch;
    }

    private void EndIfIdle()
    {
        if (isClosed && !isUnderWay)
        {
            ended.TrySetResult();
        }
    }

    private async Task TripAsync(List<Enqueue> batch)
    {
        try
        {
            var tasks = batch.Count == 1 ? batch[0].Tasks : [.. batch.SelectMany(enqueue => enqueue.Tasks)];
            var stored = await StoreAsync(tasks);
            var next = 0;
            foreach (var enqueue in batch)
            {
                enqueue.Complete(batch.Count == 1 ? stored : Part(stored, next, enqueue.Tasks.Count));
                next += enqueue.Tasks.Count;
            }

            watchers.Tell();
        }
        catch (Exception exception) when (batch.Count > 1 && StoreFaults.IsRefusal(exception))
        {
            // One of them holds what the server cannot: each alone, so that only that one fails.
            foreach (var enqueue in batch)
            {
                await TripAsync([enqueue]);
            }
        }
#pragma warning disable CA1031 // Told to those who wait for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            batch.ForEach(enqueue => enqueue.Fail(exception));
        }
    }

    private static TaskRecord[] Part(IReadOnlyList<TaskRecord> stored, int first, int count)
    {
        var part = new TaskRecord[count];
        for (var index = 0; index < count; index++)
        {
            part[index] = stored[first + index];
        }

        return part;
    }

    private async Task<IReadOnlyList<TaskRecord>> StoreAsync(IReadOnlyList<NewTask> tasks)
    {
        Enqueuing.RequireText(tasks);
        var queues = tasks.Select(task => task.Call.Definition.Queue).Distinct().ToArray();
        var notify = notifier.TakeTurns(queues);
        try
        {
            return await lanes.UseAsync(
                lane => Enqueuing.EnqueueAsync(lane, statements, tasks, notify, CancellationToken.None),
                CancellationToken.None,
                isRepeatable: true
            );
        }
        finally
        {
            notifier.Note(queues.Where(queue => !notify.Contains(queue.Value)));
        }
    }
}
