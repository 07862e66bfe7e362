using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Working.Thinking;

/// <summary>How much to take, and what to do with what was taken.</summary>
internal sealed partial class Thought
{
    /// <summary>What to take: as deep as short tasks need, never more than may still be started, and nothing while outcomes pile up.</summary>
    private ClaimRequest? NextClaim(int settling)
    {
        var free = Settings.Concurrency - Occupied - counts.Waiting;
        var count = Math.Min(state.Depth - Occupied - counts.Waiting, WorkerSettings.MaxBatch);
        if (Settings.MaxTasks is { } most)
        {
            count = Math.Min(count, most - invoked - counts.Waiting - counts.Confirming);
        }

        // A full house asks for no more, whatever the depth: what is claimed ahead must be near its start.
        var isBlocked = !IsWorking || state.IsIsolated || IsWhollyPaused || !outcomes.IsEmpty || (free <= 0 && settling == 0);
        return isBlocked || count <= 0
            ? null
            : new(count, Math.Clamp(free, 0, count), Unpaused(LimitedQueues()), servedFirst, ClaimRequest.DefaultMaxBytes);
    }

    private QueueSelection LimitedQueues()
    {
        if (Settings.QueueConcurrency.IsEmpty)
        {
            return Settings.Queues;
        }

        var limits = Settings.QueueConcurrency.ToBuilder();
        foreach (var task in held.Values)
        {
            var queue = task.Task.Call.Definition.Queue;
            if (task.Phase != HeldPhase.Ended && limits.TryGetValue(queue, out var limit))
            {
                limits[queue] = Math.Max(0, limit - 1);
            }
        }

        return Settings.Queues with
        {
            Limits = limits.ToImmutable(),
        };
    }

    private void OnClaimed(ClaimRequest claim, ExchangeAnswer answer)
    {
        Adapt();
        isHungry = answer.Claimed.Count == claim.Count || IsCutByBytes(claim, answer.Claimed);
        if (answer.NextDueAt is { } due)
        {
            var wakeAt = now + (due - answer.At);
            clock = clock with { PollAt = wakeAt < clock.PollAt ? wakeAt : clock.PollAt };
        }

        if (answer.Claimed.Count == 0)
        {
            StopIfIdle();
            return;
        }

        servedFirst = answer.Claimed[0].Call.Definition.Queue;
        foreach (var task in answer.Claimed)
        {
            Take(task);
        }
    }

    // The store does not say that it stopped for the bytes; half of what was allowed makes it likely, and asking again is cheap.
    private static bool IsCutByBytes(ClaimRequest claim, IReadOnlyList<TaskRecord> claimed)
    {
        var bytes = 0L;
        foreach (var task in claimed)
        {
            bytes += task.Call.Arguments.ByteCount;
        }

        return bytes > claim.MaxBytes / 2;
    }

    /// <summary>
    /// Throughput is slots over (exchange + run time): short tasks want more than the free slots, long ones must not be held unstarted. So
    /// the depth doubles when everything ended before the next claim arrived, and halves when much was left unstarted.
    /// </summary>
    private void Adapt()
    {
        if (isHungry && Occupied == 0 && counts.Waiting == 0)
        {
            state = state with { Depth = Math.Min(state.Depth * 2, Math.Max(Settings.Concurrency, WorkerSettings.MaxBatch)) };
        }
        else if (counts.Waiting > state.Depth / 2)
        {
            state = state with { Depth = Math.Max(Settings.Concurrency, state.Depth / 2) };
        }
    }

    private void Take(TaskRecord task)
    {
        if (held.TryGetValue(task.Id, out var before))
        {
            if (before.Task.Lease >= task.Lease)
            {
                Report(new WorkerReport.DeliveredTwice(task.Hold));
                return;
            }

            // A newer lease proves that the older one is gone, whatever became of its run.
            Lose(before);
        }

        if (counts.Waiting == 0)
        {
            Move();
        }

        var taken = new HeldTask(task, HeldPhase.Waiting);
        Admit(taken);
        if (!IsWorking || IsPaused(taken))
        {
            End(taken, Outcome.GivenBack, null);
        }
        else if (task.IsSuspect)
        {
            suspects.Add(task.Id);
        }
        else
        {
            waiting.Add(task.Id);
        }
    }
}
