using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Backends;

namespace Tasks.Runtime.Results;

/// <summary>
/// Lets any number of callers wait for tasks of one backend to end. Whoever records an end in this process tells it at once
/// (<see cref="Tell"/>). For ends recorded elsewhere, one batched read serves all who wait: at once when the store has news, else after
/// 20 ms, growing to one second. While nobody waits, nothing is read.
/// </summary>
internal sealed class ResultWatcher(
    Func<IReadOnlyList<TaskId>, CancellationToken, Task<IReadOnlyList<TaskRecord?>>> read,
    Func<Action, IDisposable> watch,
    TimeProvider time
)
{
    private const int LargestBatch = 500;

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly Lock gate = new();
    private readonly List<Waiter> waiters = [];
    private TaskCompletionSource news = NewSource();
    private volatile bool isReading;

    /// <summary>Whether somebody waits, or did a moment ago. Who comes to wait later reads the store first.</summary>
    public bool IsAwaited => isReading;

    /// <summary>Waits for a task's end.</summary>
    /// <param name="task">The task as the caller knows it.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="isServedAsync">Whether somebody lives who works on a queue; asked only when the time is up.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TimeoutException">It has not ended; the message says where it stands.</exception>
    /// <exception cref="TaskResultDoesNotExistException">It is gone.</exception>
    public async Task<TaskRecord> WaitAsync(
        TaskRecord task,
        TimeSpan timeout,
        Func<QueueName, CancellationToken, Task<bool>> isServedAsync,
        CancellationToken cancellationToken
    )
    {
        var waiter = new Waiter(task);
        Add(waiter);
        TaskRecord? latest;
        try
        {
            // A timer cannot be set further than some weeks ahead; who waits longer waits for ever.
            latest = await waiter.End.Task.WaitAsync(timeout < LongestTimer ? timeout : Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Who waits for no time at all still gets one look.
            latest = waiter.HasRead ? waiter.Latest : (await read([task.Id], cancellationToken))[0];
        }
        finally
        {
            Remove(waiter);
        }

        return latest switch
        {
            null => throw Refused.NoSuchTask(task.Id.Value),
            { IsFinished: true } => latest,
            _ => throw Whereabouts.NotInTime(
                latest,
                timeout,
                time.GetUtcNow(),
                await isServedAsync(latest.Call.Definition.Queue, cancellationToken)
            ),
        };
    }

    /// <summary>Somebody knows what has become of a task.</summary>
    public void Tell(TaskRecord task)
    {
        lock (gate)
        {
            foreach (var waiter in waiters)
            {
                if (waiter.Latest.Id == task.Id)
                {
                    waiter.See(task);
                }
            }
        }
    }

    private void Add(Waiter waiter)
    {
        lock (gate)
        {
            waiters.Add(waiter);
            news.TrySetResult();
            if (isReading)
            {
                return;
            }

            isReading = true;
        }

        // The loop outlives the caller it was started for, and must not keep that caller's ambient values.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(ReadAsync, CancellationToken.None);
        }
    }

    private void Remove(Waiter waiter)
    {
        lock (gate)
        {
            waiters.Remove(waiter);
        }
    }

    private async Task ReadAsync()
    {
        using var watching = watch(Wake);
        TimeSpan? pause = null;
        while (Take() is { } turn)
        {
            await ReadAsync(turn.Waiters);
            pause = ResultPoll.Next(pause);
            if (await HasNewsAsync(turn.News, pause.Value))
            {
                pause = null;
            }
        }
    }

    private (Waiter[] Waiters, Task News)? Take()
    {
        lock (gate)
        {
            waiters.RemoveAll(waiter => waiter.End.Task.IsCompleted);
            isReading = waiters.Count > 0;
            news = NewSource();
            return isReading ? ([.. waiters], news.Task) : null;
        }
    }

    private async Task ReadAsync(Waiter[] turn)
    {
        foreach (var batch in turn.Chunk(LargestBatch))
        {
            try
            {
                var found = await read([.. batch.Select(waiter => waiter.Latest.Id)], CancellationToken.None);
                for (var index = 0; index < batch.Length; index++)
                {
                    batch[index].See(found[index]);
                }
            }
            catch (TaskStoreException exception) when (exception.Fault == TaskStoreFault.Unavailable)
            {
                // Each waiter has a time-out of its own; the store may be back before it.
            }
            catch (Exception exception)
            {
                Array.ForEach(batch, waiter => waiter.End.TrySetException(exception));
            }
        }
    }

    private async Task<bool> HasNewsAsync(Task news, TimeSpan pause)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(news, Task.Delay(pause, time, over.Token));
        await over.CancelAsync();
        return first == news;
    }

    private void Wake()
    {
        lock (gate)
        {
            news.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One caller that waits, and what is known of its task so far.</summary>
    private sealed class Waiter(TaskRecord task)
    {
        public TaskRecord Latest { get; private set; } = task;

        public bool HasRead { get; private set; }

        public TaskCompletionSource<TaskRecord?> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void See(TaskRecord? task)
        {
            HasRead = true;
            Latest = task ?? Latest;
            if (task is null or { IsFinished: true })
            {
                End.TrySetResult(task);
            }
        }
    }
}
