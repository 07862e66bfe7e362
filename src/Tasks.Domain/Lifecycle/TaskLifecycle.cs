using LanguageExt;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;

namespace Tasks.Domain.Lifecycle;

/// <summary>
/// Every legal move of a task, and nothing else: the heart. Each is a total function from a task, what is asked and the store's moment to
/// a change or a refusal. A refused move changes nothing.
/// <code>
///            claim                      succeed
///   Ready ──────────► Running ─────────────────────► Successful
///     ▲ ▲               │ │ │  fail, out of budget
///     │ └───────────────┘ │ └──────────────────────► Failed ───┐
///     │  back off, crash, │    cancel requested,               │ retry
///     │  release, postpone│    any end but success             │ (an operator)
///     │                   └────────────────────────► Cancelled ┤
///     └────────────────────────────────────────────────────────┘
/// </code>
/// The lease number is the fence: <see cref="Claim"/> raises it, and so does everybody who takes a task from its holder
/// (<see cref="Lose"/>, <see cref="TakeBack"/>). So a write is the holder's exactly if its number is the task's.
/// </summary>
public static class TaskLifecycle
{
    /// <summary>How long a task rests after a worker that did not know its name gave it back.</summary>
    public static readonly TimeSpan UnknownNameDelay = TimeSpan.FromSeconds(30);

    /// <summary>A call becomes a task: due at the later of now and what was asked for.</summary>
    public static TaskRecord Enqueue(TaskId id, Call call, Instant now)
    {
        var runAfter = call.Timing.Resolve(now);
        var resolved = runAfter is { } moment ? call with { Timing = new Timing.NotBefore(moment) } : call;
        var due = Instant.Later(now, runAfter ?? now);
        return new(id, resolved, now, due, 0, History.None, JsonText.EmptyObject, TaskState.Enqueued);
    }

    /// <summary>A session takes a due task: one more attempt under the next lease.</summary>
    /// <param name="task">The task.</param>
    /// <param name="session">Who takes it.</param>
    /// <param name="isStarted">Whether its method is called as soon as the claim is known; false for one claimed ahead.</param>
    /// <param name="now">The store's moment.</param>
    public static Either<TaskRefusal, TaskChange> Claim(TaskRecord task, SessionId session, bool isStarted, Instant now)
    {
        if (task.State is not TaskState.Ready)
        {
            return Illegal(task, "be claimed");
        }

        if (task.DueAt > now)
        {
            return new TaskRefusal.TooEarly(task.Id, task.DueAt, now);
        }

        return Change(
            task,
            task with
            {
                Lease = task.Lease + 1,
                History = task.History.WithAttempt(session, NotBefore(task, now)),
                State = new TaskState.Running(session, isStarted, false),
            },
            TaskEvent.Claimed
        );
    }

    /// <summary>The holder says that the method of a task claimed ahead has been called. Saying it twice changes nothing.</summary>
    public static Either<TaskRefusal, TaskChange> Start(TaskRecord task, long lease)
    {
        if (task.Lease != lease)
        {
            return new TaskRefusal.NotTheOwner(task.Id, lease, task.Lease);
        }

        return task.State is TaskState.Running running
            ? Change(task, task with { State = running with { IsStarted = true } }, TaskEvent.Started)
            : new TaskRefusal.AlreadySettled(task.Id, lease);
    }

    /// <summary>The holder records how its run ended.</summary>
    /// <param name="task">The task.</param>
    /// <param name="lease">The lease of the write.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="now">The store's moment.</param>
    public static Either<TaskRefusal, TaskChange> Settle(TaskRecord task, long lease, Outcome outcome, Instant now)
    {
        if (task.Lease != lease)
        {
            return new TaskRefusal.NotTheOwner(task.Id, lease, task.Lease);
        }

        if (task.State is not TaskState.Running running)
        {
            return new TaskRefusal.AlreadySettled(task.Id, lease);
        }

        var at = NotBefore(task, now);
        return outcome switch
        {
            Outcome.Succeeded(var value) => Change(task, task with { State = new TaskState.Successful(value, at) }, TaskEvent.Succeeded),
            Outcome.Failed(var failure) => Fail(task, running, failure, at),
            Outcome.Retried(var failure, var delay) => BackOff(task, running, failure, delay, at),
            Outcome.Postponed(var delay) => GiveBack(task, running, at, at + delay, WaitReason.UnknownName, TaskEvent.Postponed),
            _ => GiveBack(task, running, at, task.DueAt, WaitReason.Enqueued, TaskEvent.Released),
        };
    }

    /// <summary>The holder stores its task's metadata.</summary>
    public static Either<TaskRefusal, TaskChange> Annotate(TaskRecord task, long lease, JsonText metadata)
    {
        if (task.Lease != lease)
        {
            return new TaskRefusal.NotTheOwner(task.Id, lease, task.Lease);
        }

        return task.State is TaskState.Running
            ? Change(task, task with { Metadata = metadata }, TaskEvent.Annotated)
            : Illegal(task, "store metadata");
    }

    /// <summary>
    /// The session that holds the task was lost: a crash if its method had been called, with a pause that keeps it from its neighbours or,
    /// at the last of its crashes, the end; given back uncounted if not.
    /// </summary>
    public static Either<TaskRefusal, TaskChange> Lose(TaskRecord task, Instant now)
    {
        if (task.State is not TaskState.Running running)
        {
            return Illegal(task, "lose its worker");
        }

        var at = NotBefore(task, now);
        var taken = task with { Lease = task.Lease + 1 };
        return running.IsStarted
            ? Crash(task, taken, running, at)
            : Refence(task, GiveBack(taken, running, at, task.DueAt, WaitReason.Enqueued, TaskEvent.Released));
    }

    /// <summary>The store takes back, uncounted, a lease that its session does not know of: the reply that granted it was lost.</summary>
    public static Either<TaskRefusal, TaskChange> TakeBack(TaskRecord task, Instant now)
    {
        if (task.State is not TaskState.Running running)
        {
            return Illegal(task, "be taken back");
        }

        var taken = task with { Lease = task.Lease + 1 };
        return Refence(task, GiveBack(taken, running, NotBefore(task, now), task.DueAt, WaitReason.Enqueued, TaskEvent.Released));
    }

    /// <summary>Somebody asks for the task to end: a waiting one does at once, a running one is asked to; asking twice changes nothing.</summary>
    public static Either<TaskRefusal, TaskChange> Cancel(TaskRecord task, Instant now) =>
        task.State switch
        {
            TaskState.Ready => Change(task, task with { State = new TaskState.Cancelled(NotBefore(task, now)) }, TaskEvent.Cancelled),
            TaskState.Running running => Change(
                task,
                task with
                {
                    State = running with { CancelRequested = true },
                },
                TaskEvent.CancelRequested
            ),
            _ => Illegal(task, "be cancelled"),
        };

    /// <summary>An operator asks for one more life: errors and history are kept, budgets start anew, due now.</summary>
    public static Either<TaskRefusal, TaskChange> Retry(TaskRecord task, Instant now)
    {
        var mayRetry = task.State switch
        {
            TaskState.Failed or TaskState.Cancelled => true,
            TaskState.Ready => task.DueAt > now,
            _ => false,
        };
        return mayRetry
            ? Change(
                task,
                task with
                {
                    DueAt = NotBefore(task, now),
                    History = task.History.WithFreshBudgets(),
                    State = new TaskState.Ready(WaitReason.Retried),
                },
                TaskEvent.Retried
            )
            : Illegal(task, "be retried");
    }

    private static TaskChange Fail(TaskRecord task, TaskState.Running running, Failure failure, Instant at)
    {
        var history = task.History.WithError(failure, at) with { Failures = task.History.Failures + 1 };
        return running.CancelRequested
            ? Change(task, task with { History = history, State = new TaskState.Cancelled(at) }, TaskEvent.Cancelled)
            : Change(task, task with { History = history, State = new TaskState.Failed(at) }, TaskEvent.Failed);
    }

    private static TaskChange BackOff(TaskRecord task, TaskState.Running running, Failure failure, TimeSpan delay, Instant at)
    {
        if (running.CancelRequested)
        {
            return Fail(task, running, failure, at);
        }

        var history = task.History.WithError(failure, at) with { Failures = task.History.Failures + 1 };
        var waiting = new TaskState.Ready(WaitReason.BackOff);
        return Change(task, task with { DueAt = at + delay, History = history, State = waiting }, TaskEvent.BackedOff);
    }

    private static TaskChange GiveBack(
        TaskRecord task,
        TaskState.Running running,
        Instant at,
        Instant due,
        WaitReason reason,
        TaskEvent happened
    )
    {
        var history = task.History.WithoutAttempt();
        return running.CancelRequested
            ? Change(task, task with { History = history, State = new TaskState.Cancelled(at) }, TaskEvent.Cancelled)
            : Change(task, task with { DueAt = due, History = history, State = new TaskState.Ready(reason) }, happened);
    }

    private static TaskChange Crash(TaskRecord task, TaskRecord taken, TaskState.Running running, Instant at)
    {
        var crashes = task.History.Crashes + 1;
        var history = task.History.WithError(Failure.WorkerLost(running.Session.Value), at) with { Crashes = crashes };
        if (running.CancelRequested)
        {
            return Change(task, taken with { History = history, State = new TaskState.Cancelled(at) }, TaskEvent.Cancelled);
        }

        var policy = task.Call.Definition.Retry;
        if (crashes >= policy.MaxCrashes)
        {
            return Change(task, taken with { History = history, State = new TaskState.Failed(at) }, TaskEvent.Failed);
        }

        var due = at + policy.DelayAfterCrash(crashes, CrashJitter.Of(task.Id, task.Lease));
        var waiting = new TaskState.Ready(WaitReason.CrashBackOff);
        return Change(task, taken with { DueAt = due, History = history, State = waiting }, TaskEvent.Crashed);
    }

    private static TaskChange Change(TaskRecord before, TaskRecord after, TaskEvent happened) => new(before.Lease, after, happened);

    private static TaskChange Refence(TaskRecord before, TaskChange change) => change with { UnderLease = before.Lease };

    private static TaskRefusal.IllegalMove Illegal(TaskRecord task, string command) => new(task.Id, task.State, command);

    // A store's clock may jump back; a task's own times may not.
    private static Instant NotBefore(TaskRecord task, Instant now) => Instant.Later(now, task.History.LastAttemptedAt ?? task.EnqueuedAt);
}
