using System.Text.Json;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory.Tests.Faulty;

/// <summary>Wrong stores, each in one verb that is not the exchange.</summary>
internal static class FaultyVerb
{
    /// <summary>Stores the tasks and answers them in the order of their ids.</summary>
    internal sealed class EnqueueShuffles(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
            IReadOnlyList<NewTask> tasks,
            CancellationToken cancellationToken
        ) => [.. (await Inner.EnqueueAsync(tasks, cancellationToken)).OrderBy(task => task.Id)];
    }

    /// <summary>Keeps arguments as JSON of its own instead of the text it was given.</summary>
    internal sealed class EnqueueRewritesJson(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
            Inner.EnqueueAsync([.. tasks.Select(task => task with { Call = Rewritten(task.Call) })], cancellationToken);

        private static Call Rewritten(Call call) =>
            call with
            {
                Arguments = new(JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(call.Arguments.Utf8).RootElement)),
            };
    }

    /// <summary>Keeps priorities as one bit: urgent or not.</summary>
    internal sealed class EnqueueRoundsPriorities(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
            Inner.EnqueueAsync([.. tasks.Select(task => task with { Call = Rounded(task.Call) })], cancellationToken);

        private static Call Rounded(Call call) =>
            call with
            {
                Definition = call.Definition with { Priority = TaskPriority.Stored(Math.Sign(call.Definition.Priority.Value)) },
            };
    }

    /// <summary>Says that a session lives on after it was lost.</summary>
    internal sealed class BeatForgives(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) =>
            await Inner.BeatAsync(beat, cancellationToken) with
            {
                IsAccepted = true,
            };
    }

    /// <summary>Answers beats and extends nothing.</summary>
    internal sealed class BeatExtendsNothing(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) =>
            Inner.BeatAsync(beat with { LeaseTime = TimeSpan.FromDays(-36500) }, cancellationToken);
    }

    /// <summary>Loses the cancel requests that beats should carry.</summary>
    internal sealed class BeatForgetsCancels(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) =>
            await Inner.BeatAsync(beat, cancellationToken) with
            {
                CancelRequests = [],
            };
    }

    /// <summary>Says yes to every cancel and does none.</summary>
    internal sealed class CancelForgets(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
        {
            var tasks = await Inner.ReadAsync(ids, cancellationToken);
            var now = await Inner.CloseAsync(SessionId.Stored("nobody's"), cancellationToken);
            return
            [
                .. ids.Zip(
                    tasks,
                    (id, task) =>
                        task is null
                            ? new MoveAnswer(now, null, new TaskRefusal.NoSuchTask(id))
                            : MoveAnswer.Of(TaskLifecycle.Cancel(task, now), now)
                ),
            ];
        }
    }

    /// <summary>Takes everything that is lost in one go.</summary>
    internal sealed class SweepIsUnbounded(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken) =>
            Inner.SweepAsync(int.MaxValue, cancellationToken);
    }

    /// <summary>Gives lost tasks back as if their session had said farewell: no crash is counted.</summary>
    internal sealed class SweepCountsNoCrash(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken)
        {
            var answer = await Inner.SweepAsync(0, cancellationToken);
            foreach (var lost in answer.Lost)
            {
                await Inner.CloseAsync(lost, cancellationToken);
            }

            return answer;
        }
    }

    /// <summary>Keeps what a worker does not know of: nothing is given back.</summary>
    internal sealed class ReconcileKeepsAll(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<ReconcileAnswer> ReconcileAsync(
            SessionId session,
            long turn,
            IReadOnlyList<Hold> held,
            CancellationToken cancellationToken
        )
        {
            var running = await Inner.ListAsync(new(Status.Running, Limit: int.MaxValue), cancellationToken);
            return await Inner.ReconcileAsync(session, turn, [.. held, .. running.Select(task => task.Hold)], cancellationToken) with
            {
                Gone = [],
            };
        }
    }

    /// <summary>Opens what was closed, so that what a session held is not given back.</summary>
    internal sealed class CloseKeepsLeases(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken) =>
            Inner.CloseAsync(SessionId.Stored("nobody's"), cancellationToken);
    }

    /// <summary>Stores metadata whoever sends it.</summary>
    internal sealed class AnnotateIsUnfenced(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken)
        {
            var task = (await Inner.ReadAsync([hold.Id], cancellationToken))[0];
            return await Inner.AnnotateAsync(task?.Hold ?? hold, metadata, cancellationToken);
        }
    }

    /// <summary>Reads each task once, whatever was asked for.</summary>
    internal sealed class ReadSkipsRepeats(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
            Inner.ReadAsync([.. ids.Distinct()], cancellationToken);
    }

    /// <summary>Counts no more than a page.</summary>
    internal sealed class CountStopsAtLimit(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
            Math.Min(filter.Limit, await Inner.CountAsync(filter, atMost, cancellationToken));
    }

    /// <summary>Passes over nothing.</summary>
    internal sealed class ListIgnoresOffset(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken) =>
            Inner.ListAsync(filter with { Offset = 0 }, cancellationToken);
    }

    /// <summary>Does not tell names apart that differ in case.</summary>
    internal sealed class ReadIgnoresCase(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
        {
            var all = await Inner.ListAsync(new(Limit: int.MaxValue), cancellationToken);
            return [.. ids.Select(id => all.FirstOrDefault(task => task.Id.Value.Equals(id.Value, StringComparison.OrdinalIgnoreCase)))];
        }
    }

    /// <summary>Does an operator's retry and then answers that of one more.</summary>
    internal sealed class RetryTwice(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
        {
            await Inner.RetryAsync(ids, cancellationToken);
            return await Inner.RetryAsync(ids, cancellationToken);
        }
    }
}
