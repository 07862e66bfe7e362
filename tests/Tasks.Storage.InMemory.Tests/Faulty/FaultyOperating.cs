using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory.Tests.Faulty;

/// <summary>Wrong stores, each in one verb that operators use, or in what it tells or keeps for them.</summary>
internal static class FaultyOperating
{
    public static Func<ITaskStore, ITaskStore> MishearingBeats(Func<Beat, Beat> mishear) =>
        inner => new Beats(inner, mishear, answer => answer);

    public static Func<ITaskStore, ITaskStore> MisreportingBeats(Func<BeatAnswer, BeatAnswer> misreport) =>
        inner => new Beats(inner, beat => beat, misreport);

    public static Func<ITaskStore, ITaskStore> MishearingPrunes(Func<PruneRequest, PruneRequest> mishear) =>
        inner => new Prunes(inner, mishear);

    public static Func<ITaskStore, ITaskStore> MishearingFilters(Func<TaskFilter, TaskFilter> mishear) =>
        inner => new Filters(inner, mishear);

    public static Func<ITaskStore, ITaskStore> MishearingEnqueues(Func<Call, Call> mishear) => inner => new Enqueues(inner, mishear);

    /// <summary>Counts a pause of what is paused already.</summary>
    internal sealed class PauseCountsAgain(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<PauseAnswer> PauseAsync(QueueName queue, CancellationToken cancellationToken)
        {
            await Inner.ResumeAsync(queue, cancellationToken);
            return await Inner.PauseAsync(queue, cancellationToken);
        }
    }

    /// <summary>Says that a pause is over and keeps it.</summary>
    internal sealed class ResumeForgets(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<PauseAnswer> ResumeAsync(QueueName queue, CancellationToken cancellationToken)
        {
            var known = await Inner.SessionsAsync(cancellationToken);
            return new(known.At, known.Pauses.Without(queue));
        }
    }

    /// <summary>Opens a session as if nobody had said who its worker is.</summary>
    internal sealed class OpenForgetsTheProfile(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<OpenAnswer> OpenAsync(SessionId session, TimeSpan leaseTime, WorkerProfile profile, CancellationToken token) =>
            Inner.OpenAsync(session, leaseTime, WorkerProfile.Unknown, token);
    }

    /// <summary>Opens a session and does not tell what is paused.</summary>
    internal sealed class OpenHushesPauses(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<OpenAnswer> OpenAsync(
            SessionId session,
            TimeSpan leaseTime,
            WorkerProfile profile,
            CancellationToken cancellationToken
        ) => await Inner.OpenAsync(session, leaseTime, profile, cancellationToken) with { Pauses = default };
    }

    /// <summary>Shows no session that has ended, though it was not swept.</summary>
    internal sealed class SessionsHideTheEnded(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken)
        {
            var answer = await Inner.SessionsAsync(cancellationToken);
            return answer with { Sessions = [.. answer.Sessions.Where(session => session.IsLiveAt(answer.At))] };
        }
    }

    /// <summary>Lists tasks in the order they came in, the last first.</summary>
    internal sealed class ListsByMoment(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken)
        {
            var meant = await Inner.ListAsync(filter with { Limit = int.MaxValue, Offset = 0 }, cancellationToken);
            return [.. meant.OrderByDescending(task => task.EnqueuedAt).Skip(filter.Offset).Take(filter.Limit)];
        }
    }

    /// <summary>Counts whatever there is, wherever it was told to stop.</summary>
    internal sealed class CountsGoOn(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
            Inner.CountAsync(filter, long.MaxValue, cancellationToken);
    }

    /// <summary>Counts whatever there is in a queue, wherever it was told to stop.</summary>
    internal sealed class QueuesGoOn(ITaskStore inner) : DelegatingStore(inner)
    {
        public override Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken) =>
            Inner.QueuesAsync(int.MaxValue, cancellationToken);
    }

    /// <summary>Shows no queue in which nothing is due.</summary>
    internal sealed class QueuesShowOnlyTheDue(ITaskStore inner) : DelegatingStore(inner)
    {
        public override async Task<QueuesAnswer> QueuesAsync(int atMost, CancellationToken cancellationToken)
        {
            var answer = await Inner.QueuesAsync(atMost, cancellationToken);
            return answer with { Queues = [.. answer.Queues.Where(queue => queue.Due > 0)] };
        }
    }

    private sealed class Beats(ITaskStore inner, Func<Beat, Beat> mishear, Func<BeatAnswer, BeatAnswer> misreport) : DelegatingStore(inner)
    {
        public override async Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) =>
            misreport(await Inner.BeatAsync(mishear(beat), cancellationToken));
    }

    private sealed class Prunes(ITaskStore inner, Func<PruneRequest, PruneRequest> mishear) : DelegatingStore(inner)
    {
        public override Task<PruneAnswer> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
            Inner.PruneAsync(mishear(request), cancellationToken);
    }

    private sealed class Filters(ITaskStore inner, Func<TaskFilter, TaskFilter> mishear) : DelegatingStore(inner)
    {
        public override Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken) =>
            Inner.ListAsync(mishear(filter), cancellationToken);

        public override Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
            Inner.CountAsync(mishear(filter), atMost, cancellationToken);
    }

    private sealed class Enqueues(ITaskStore inner, Func<Call, Call> mishear) : DelegatingStore(inner)
    {
        public override Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
            Inner.EnqueueAsync([.. tasks.Select(task => task with { Call = mishear(task.Call) })], cancellationToken);
    }
}
