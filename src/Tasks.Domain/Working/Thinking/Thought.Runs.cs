using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>From a free slot to an outcome.</summary>
internal sealed partial class Thought
{
    private void StartWhatFits()
    {
        if (!MayStart)
        {
            return;
        }

        ConfirmNextSuspect();
        // Each waiting task is looked at once: one that cannot start yet goes to the end of the line.
        for (var left = waiting.Count; left > 0 && Occupied < Settings.Concurrency; left--)
        {
            var id = waiting.Take();
            if (IsEnding(id))
            {
                waiting.Add(id);
                continue;
            }

            Invoke(held[id]);
        }
    }

    /// <summary>A task with crashes is run alone among its kind, and only once its start is on record: a crash must count.</summary>
    private void ConfirmNextSuspect()
    {
        if (suspects.IsEmpty || Occupied >= Settings.Concurrency || IsEnding(suspects.Peek()) || held.Values.Any(IsActiveSuspect))
        {
            return;
        }

        var suspect = held[suspects.Take()];
        Enter(suspect, HeldPhase.Confirming);
        starts.PutFirst([suspect.Task.Hold]);
        ripeStarts++;
    }

    private static bool IsActiveSuspect(HeldTask task) =>
        task is { Task.IsSuspect: true, Phase: HeldPhase.Confirming or HeldPhase.Running };

    // The same task may run twice in one process only if its first run is stuck; one whose lease was lost is ending.
    private bool IsEnding(TaskId id) => !leftovers.IsEmpty && leftovers.Any(leftover => leftover.Key.Id == id && !leftover.Value);

    private bool IsEnding(Hold hold) => leftovers.TryGetValue(hold, out var isStuck) && !isStuck;

    private void Invoke(HeldTask task)
    {
        Enter(task, HeldPhase.Running);
        invoked++;
        Move();
        if (task.Task.State is TaskState.Running { IsStarted: false } && task.Phase == HeldPhase.Waiting)
        {
            starts.Add(task.Task.Hold);
        }

        Want(new Effect.Invoke(task.Task));
    }

    private void Move()
    {
        if (clock.MovedAt != now)
        {
            clock = clock with { MovedAt = now };
        }
    }

    /// <summary>
    /// Behind long runs, stuck ones or a suspect, what was claimed ahead would wait here for as long as the session lives. It is handed back
    /// for others to take.
    /// </summary>
    private void GiveBackWhatWaits()
    {
        if (counts.Waiting == 0 || now - clock.MovedAt < WorkerSettings.LongestWait)
        {
            return;
        }

        state = state with { Depth = Settings.Concurrency };
        GiveBackUnstarted(HeldPhase.Waiting);
    }

    private void GiveBackUnstarted(params ReadOnlySpan<HeldPhase> phases)
    {
        waiting.Clear();
        suspects.Clear();
        foreach (var task in HeldIn(phases))
        {
            End(task, Outcome.GivenBack, null);
        }
    }

    private void OnReturned(Hold hold, JsonText value, JsonText? metadata)
    {
        if (Find(hold) is { Phase: HeldPhase.Running } task)
        {
            End(task, new Outcome.Succeeded(value), metadata);
        }
        else
        {
            ComeLate(hold);
        }
    }

    private void OnThrew(Observation.Threw threw)
    {
        if (Find(threw.Hold) is { Phase: HeldPhase.Running } task)
        {
            End(task, OutcomeOf(task, threw), threw.Metadata);
        }
        else
        {
            ComeLate(threw.Hold);
        }
    }

    private Outcome OutcomeOf(HeldTask task, Observation.Threw threw) =>
        task.Reason switch
        {
            CancelReason.Shutdown or CancelReason.LeaseLost => Outcome.GivenBack,
            CancelReason.TimedOut => TimedOut(task.Task, threw.Failure.Traceback),
            _ => Outcome.AfterFailure(task.Task, threw.Failure, threw.ExceptionTypes, Draw()),
        };

    private Outcome TimedOut(TaskRecord task, string traceback)
    {
        var seconds = task.Call.Definition.TimeLimit.GetValueOrDefault().TotalSeconds;
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The task ran longer than its time limit of {seconds} s."
        );
        return Outcome.AfterFailure(task, new(Failure.TimeoutType, text, traceback), Failure.TimeoutTypes, Draw());
    }

    private void OnNameUnknown(Hold hold)
    {
        if (Find(hold) is not { Phase: HeldPhase.Running } task)
        {
            ComeLate(hold);
            return;
        }

        invoked--;
        Report(new WorkerReport.UnknownName(hold, task.Task.Call.Definition.Name));
        End(task, new Outcome.Postponed(TaskLifecycle.UnknownNameDelay), null);
    }

    private void OnRang(Hold hold, AlarmKind alarm)
    {
        if (Find(hold) is not { Phase: HeldPhase.Running } task)
        {
            if (alarm == AlarmKind.Grace && IsEnding(hold))
            {
                BeStuck(hold);
            }

            return;
        }

        if (alarm == AlarmKind.TimeLimit)
        {
            FireWithGrace(task, CancelReason.TimedOut);
            return;
        }

        // The token was not heeded: the outcome is settled without the method, which keeps its slot until it returns.
        var outcome = task.Reason is CancelReason.Shutdown or CancelReason.LeaseLost ? Outcome.GivenBack : TimedOut(task.Task, "");
        End(task, outcome, null);
        BeStuck(hold);
    }

    private void BeStuck(Hold hold)
    {
        leftovers = leftovers.SetItem(hold, true);
        Report(new WorkerReport.Stuck(hold, leftovers.Count(leftover => leftover.Value)));
    }

    /// <summary>Fires a token that must be heeded soon: a method that does not is given up, and keeps its slot.</summary>
    private void FireWithGrace(HeldTask task, CancelReason reason)
    {
        Fire(task, reason);
        Want(new Effect.Alarm(task.Task.Hold, AlarmKind.Grace, WorkerSettings.Grace));
    }

    /// <summary>Of several reasons to end a run, the first wins.</summary>
    private void Fire(HeldTask task, CancelReason reason)
    {
        if (task.Reason is null)
        {
            held[task.Task.Id] = task with { Reason = reason };
            Want(new Effect.Cancel(task.Task.Hold, reason));
        }
    }

    private void OnLeaseDenied(Hold hold)
    {
        if (Find(hold) is { } task)
        {
            Lose(task);
        }
    }

    /// <summary>The lease is not ours any more: nothing of the run will be recorded.</summary>
    private void Lose(HeldTask task)
    {
        if (task.Phase == HeldPhase.Running)
        {
            FireWithGrace(task, CancelReason.LeaseLost);
            leftovers = leftovers.SetItem(task.Task.Hold, false);
        }

        Forget(task);
        Report(new WorkerReport.LeaseLost(task.Task.Hold));
    }

    private void OnCancelRequests(IReadOnlyList<Hold> requests)
    {
        foreach (var hold in requests)
        {
            switch (Find(hold))
            {
                case { Phase: HeldPhase.Running } running:
                    Fire(running, CancelReason.CancelRequested);
                    break;
                case { Phase: HeldPhase.Waiting or HeldPhase.Confirming } unstarted:
                    GiveBack(unstarted);
                    break;
            }
        }
    }

    private void End(HeldTask task, Outcome outcome, JsonText? metadata)
    {
        Enter(task, HeldPhase.Ended);
        var settlement = new Settlement(task.Task.Hold, outcome, metadata);
        outcomes.Add(settlement);
        outcomeBytes += SizeOf(settlement);
    }

    /// <summary>Hands back a task whose method was not called.</summary>
    private void GiveBack(HeldTask task)
    {
        TakeOutOfLine(task.Task.Id);
        End(task, Outcome.GivenBack, null);
    }

    private void Forget(HeldTask task)
    {
        TakeOutOfLine(task.Task.Id);
        Drop(task);
    }

    private void TakeOutOfLine(TaskId id)
    {
        if (held[id].Phase == HeldPhase.Waiting)
        {
            waiting.Remove(id);
            suspects.Remove(id);
        }
    }

    /// <summary>A method ended whose outcome was settled without it, or whose lease was lost: its slot is free again.</summary>
    private void ComeLate(Hold hold)
    {
        if (leftovers.ContainsKey(hold))
        {
            leftovers = leftovers.Remove(hold);
            Report(new WorkerReport.CameLate(hold));
        }
    }
}
