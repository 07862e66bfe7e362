using Tasks.Domain.Leasing;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>Keeping the session, noticing its loss, clearing up doubt, sweeping after others, and bearing a store that fails.</summary>
internal sealed partial class Thought
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(4);

    private bool MaySpeak => now >= clock.RetryAt;

    /// <summary>Whether the last accepted beat was sent a lease time ago: the session may have been declared lost.</summary>
    private bool IsBeatOverdue => now - clock.GoodBeatAt >= Settings.LeaseTime;

    /// <summary>Whether the store fails, or was not heard for so long that it may have: a frozen process notices nothing else.</summary>
    private bool IsContactBroken => state.StoreFailures > 0 || now - clock.AnsweredAt >= Settings.LongestSilence;

    private bool IsUnderWay(StoreVerb verb) => state.UnderWay.Contains(verb);

    private void Send(StoreVerb verb, Effect effect)
    {
        state = state with { UnderWay = state.UnderWay.Add(verb) };
        Want(effect);
    }

    private void Answered(StoreVerb verb)
    {
        // Contact counts from the end of a break: what happened before it says nothing about other workers.
        clock = clock with
        {
            AnsweredAt = now,
            ContactSince = IsContactBroken ? now : clock.ContactSince,
        };
        if (IsUnderWay(verb) || state.Failing.Contains(verb))
        {
            state = state with { UnderWay = state.UnderWay.Remove(verb), Failing = state.Failing.Remove(verb) };
        }

        if (state.StoreFailures > 0 && state.Failing.IsEmpty)
        {
            state = state with { StoreFailures = 0 };
            clock = clock with { RetryAt = now };
            Report(new WorkerReport.StoreBack());
        }
    }

    /// <summary>Opens a session where there is none, beats where it is time, clears up doubt where there is some.</summary>
    private void KeepSession()
    {
        if (!MaySpeak)
        {
            return;
        }

        if (state.Session is not { } session)
        {
            // Answers do not say which session they speak of: what the lost one still waits for must come in first.
            var isQuiet = !IsUnderWay(StoreVerb.Open) && !IsUnderWay(StoreVerb.Beat) && !IsUnderWay(StoreVerb.Reconcile);
            if (isQuiet && (IsWorking || !outcomes.IsEmpty))
            {
                clock = clock with { BeatSentAt = now };
                Send(StoreVerb.Open, new Effect.Open(Settings.LeaseTime));
            }

            return;
        }

        if (now >= clock.BeatAt && !IsUnderWay(StoreVerb.Beat) && !IsUnderWay(StoreVerb.Close))
        {
            clock = clock with { BeatSentAt = now, BeatAt = now + Settings.BeatInterval };
            Send(StoreVerb.Beat, new Effect.Beat(session, Settings.LeaseTime, Load(), state.Pauses.Number));
        }

        // One that leaves with empty hands need not ask: closing the session gives back whatever the store holds for it.
        var mayHold = IsWorking || held.Count > 0;
        if (state.IsInDoubt && mayHold && inFlight is null && !IsUnderWay(StoreVerb.Reconcile))
        {
            state = state with { Turn = state.Turn + 1 };
            Send(
                StoreVerb.Reconcile,
                new Effect.Reconcile(session, state.Turn, [.. held.Values.Select(task => task.Task.Hold).OrderBy(hold => hold.Id)])
            );
        }
    }

    /// <summary>What there is to do here, for those who look after workers.</summary>
    private WorkerLoad Load() =>
        new(
            counts.Running,
            leftovers.IsEmpty
                ? default
                :
                [
                    .. leftovers
                        .Where(leftover => leftover.Value)
                        .Select(leftover => leftover.Key.Id)
                        .Distinct()
                        .Order()
                        .Take(WorkerLoad.StuckNamed),
                ]
        );

    private void OnOpened(SessionId session, Pauses pauses)
    {
        Answered(StoreVerb.Open);
        clock = clock with { GoodBeatAt = clock.BeatSentAt, BeatAt = now + Jittered(Settings.BeatInterval) };
        isWoken = true;
        state = state with { Session = session, Turn = 0, IsInDoubt = false, IsIsolated = false };
        Report(new WorkerReport.SessionOpened(session));
        HeedAnew(pauses);
    }

    private void OnBeaten(BeatAnswer answer)
    {
        Answered(StoreVerb.Beat);
        if (!answer.IsAccepted)
        {
            LoseSession();
            return;
        }

        clock = clock with { GoodBeatAt = clock.BeatSentAt };
        state = state with { IsIsolated = state.IsIsolated && IsBeatOverdue };
        OnCancelRequests(answer.CancelRequests);
        Heed(answer.Pauses);
    }

    /// <summary>A session declared lost never returns: what it ran is cancelled, and another is opened.</summary>
    private void LoseSession()
    {
        if (state.Session is not { } session || IsUnderWay(StoreVerb.Close))
        {
            return;
        }

        Report(new WorkerReport.SessionLost(session, counts.Running));
        // Outcomes stay: each is fenced by its own lease, and a sweep may not have come to it yet.
        foreach (var task in HeldIn(HeldPhase.Waiting, HeldPhase.Confirming, HeldPhase.Running))
        {
            Lose(task);
        }

        starts.Clear();
        ripeStarts = 0;
        state = state with { Session = null };
    }

    /// <summary>Without an accepted beat for a lease time, somebody else may have what runs here.</summary>
    private void CheckIsolation()
    {
        if (state.IsIsolated || state.Session is not { } session || !IsBeatOverdue)
        {
            return;
        }

        state = state with { IsIsolated = true };
        Report(new WorkerReport.Isolated(session, counts.Running));
        foreach (var task in HeldIn(HeldPhase.Running))
        {
            FireWithGrace(task, CancelReason.LeaseLost);
        }
    }

    private void OnReconciled(ReconcileAnswer answer)
    {
        Answered(StoreVerb.Reconcile);
        if (answer.Standing == SessionStanding.Lost)
        {
            LoseSession();
            return;
        }

        if (answer.Standing != SessionStanding.Live)
        {
            return;
        }

        isWoken = true;
        state = state with { IsInDoubt = false };
        foreach (var hold in answer.Gone)
        {
            // An outcome that is gone was recorded by the exchange whose reply was lost: sending it again is harmless.
            if (Find(hold) is { Phase: not HeldPhase.Ended } task)
            {
                Lose(task);
            }
        }
    }

    /// <summary>Whether it could sweep, if it were time.</summary>
    private bool MaySweep =>
        IsWorking && state.Session is not null && !state.IsIsolated && !IsContactBroken && !IsUnderWay(StoreVerb.Sweep);

    private void SweepIfDue()
    {
        if (!MaySweep || now < clock.SweepAt || now - clock.ContactSince < Settings.LeaseTime)
        {
            return;
        }

        clock = clock with { SweepAt = now + Jittered(Settings.SweepInterval) };
        Send(StoreVerb.Sweep, new Effect.Sweep(WorkerSettings.SweepBatch));
    }

    private void OnSwept(SweepAnswer answer)
    {
        Answered(StoreVerb.Sweep);
        if (answer.Changes.Count == 0)
        {
            return;
        }

        Report(new WorkerReport.TookFromLost(answer.Changes.Count));
        isWoken = true;
        if (answer.Changes.Count >= WorkerSettings.SweepBatch)
        {
            clock = clock with { SweepAt = now };
        }
    }

    private void OnStoreFailed(StoreVerb verb)
    {
        state = state with { UnderWay = state.UnderWay.Remove(verb), StoreFailures = state.StoreFailures + 1 };
        if (verb is StoreVerb.Open or StoreVerb.Exchange or StoreVerb.Beat)
        {
            // A store whose disk is full still beats: what else works is no reason to try this one again at once.
            state = state with
            {
                Failing = state.Failing.Add(verb),
            };
        }

        var delay = Jittered(RetryDelay(state.StoreFailures));
        clock = clock with { RetryAt = now + delay };
        Report(new WorkerReport.StoreFailing(verb, delay));
        switch (verb)
        {
            case StoreVerb.Exchange:
                TakeBackExchange();
                break;
            case StoreVerb.Beat:
                clock = clock with { BeatAt = now };
                break;
            case StoreVerb.Close when !state.IsInDoubt:
                // It holds nothing: whoever sweeps will close it. In doubt it may hold what a sweep would count as crashed.
                state = state with
                {
                    Session = null,
                };
                break;
        }
    }

    private static TimeSpan RetryDelay(int failures) => failures > 6 ? LongestRetryDelay : FirstRetryDelay * Math.Pow(2, failures - 1);
}
