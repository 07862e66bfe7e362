namespace Tasks.Domain.Working.Thinking;

/// <summary>Stopping, by request, by force or because there is nothing left; and sleeping until there is something to do.</summary>
internal sealed partial class Thought
{
    private void OnShutdownAsked()
    {
        if (IsWorking)
        {
            Drain();
        }
    }

    /// <summary>Claims nothing more, hands back what has not started, lets the running end.</summary>
    private void Drain()
    {
        state = state with { Phase = WorkerPhase.Draining };
        GiveBackUnstarted(HeldPhase.Waiting, HeldPhase.Confirming);
    }

    private void OnShutdownForced()
    {
        if (state.Phase == WorkerPhase.Forced)
        {
            return;
        }

        Drain();
        state = state with { Phase = WorkerPhase.Forced };
        clock = clock with { GiveUpAt = now + WorkerSettings.Grace + WorkerSettings.Grace };
        foreach (var task in HeldIn(HeldPhase.Running))
        {
            FireWithGrace(task, CancelReason.Shutdown);
        }
    }

    private void OnClosed()
    {
        Answered(StoreVerb.Close);
        state = state with { Session = null };
    }

    /// <summary>A claim that came back empty, with nothing of our own left, is the end of a worker that was told to stop when idle.</summary>
    private void StopIfIdle()
    {
        if (Settings.StopsWhenIdle && IsWorking && held.Count == 0 && !isWoken)
        {
            Report(new WorkerReport.NothingLeft());
            Drain();
        }
    }

    private void StopIfDone()
    {
        if (IsWorking && Settings.MaxTasks is { } most && invoked >= most && held.Count == 0)
        {
            Report(new WorkerReport.ReachedMaximum(most));
            Drain();
        }

        if (IsWorking)
        {
            return;
        }

        var isSettled = held.Count == 0 && outcomes.IsEmpty && inFlight is null;
        var givesUp = clock.GiveUpAt <= now;
        if (givesUp || (isSettled && state.Session is null && !IsUnderWay(StoreVerb.Open)))
        {
            state = state with { Phase = WorkerPhase.Stopped };
            Want(new Effect.Stop(isSettled && state.Session is null));
        }
        else if (isSettled && state.Session is { } session && MaySpeak && !IsUnderWay(StoreVerb.Close))
        {
            Send(StoreVerb.Close, new Effect.Close(session));
        }
    }

    private void Sleep()
    {
        if (state.Phase == WorkerPhase.Stopped)
        {
            return;
        }

        var wakeAt = clock.GiveUpAt ?? TimeSpan.MaxValue;
        if (state.Session is not null)
        {
            // What waits for an answer is not waited for by the clock: its moment may be past already.
            wakeAt = Earlier(wakeAt, state.IsIsolated ? TimeSpan.MaxValue : clock.GoodBeatAt + Settings.LeaseTime);
            if (!IsUnderWay(StoreVerb.Beat) && !IsUnderWay(StoreVerb.Close))
            {
                wakeAt = Earlier(wakeAt, Earliest(clock.BeatAt));
            }

            if (IsWorking && inFlight is null && !state.IsInDoubt)
            {
                wakeAt = Earlier(wakeAt, Earliest(clock.PollAt));
            }

            if (MaySweep)
            {
                wakeAt = Earlier(wakeAt, Later(clock.SweepAt, clock.ContactSince + Settings.LeaseTime));
            }

            if (MayPrune)
            {
                wakeAt = Earlier(wakeAt, clock.PruneAt ?? now);
            }
        }

        if (counts.Waiting > 0)
        {
            wakeAt = Earlier(wakeAt, clock.MovedAt + WorkerSettings.LongestWait);
        }

        if (!MaySpeak)
        {
            wakeAt = Earlier(wakeAt, clock.RetryAt);
        }

        Want(new Effect.SleepUntil(wakeAt));
    }

    /// <summary>When something planned for a moment can really be done: not while the store is being left alone.</summary>
    private TimeSpan Earliest(TimeSpan moment) => Later(moment, clock.RetryAt);

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one <= other ? one : other;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one >= other ? one : other;
}
