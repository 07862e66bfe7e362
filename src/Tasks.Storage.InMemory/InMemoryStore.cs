using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory;

/// <summary>
/// The store to read first: it keeps everything in this process and forgets it with it. Each verb is one step under one lock: it asks
/// <see cref="TaskLifecycle"/> what a move means and writes the answer down. For tests, and for work that may be lost.
/// </summary>
/// <param name="clock">The store's clock, which decides due times and the ends of sessions.</param>
public sealed partial class InMemoryStore(TimeProvider clock) : ITaskStore
{
    private readonly Lock step = new();
    private readonly TaskTable table = new();
    private readonly Dictionary<SessionId, Session> sessions = [];
    private readonly Watchers watchers = new();
    private Pauses pauses;
    private bool hasNews;

    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskRecord>> EnqueueAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken) =>
        Step<IReadOnlyList<TaskRecord>>(now => Each(tasks, task => Enqueue(task, now)), cancellationToken);

    /// <inheritdoc/>
    public Task<SessionsAnswer> SessionsAsync(CancellationToken cancellationToken) =>
        Step(now => new SessionsAnswer(now, [.. sessions.Values.OrderBy(session => session.Id)], pauses), cancellationToken);

    /// <inheritdoc/>
    public Task<OpenAnswer> OpenAsync(SessionId session, TimeSpan leaseTime, WorkerProfile profile, CancellationToken cancellationToken) =>
        Step(
            now =>
            {
                sessions.TryAdd(session, Session.Open(session, leaseTime, profile, now));
                return new OpenAnswer(now, pauses);
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<Instant> CloseAsync(SessionId session, CancellationToken cancellationToken) =>
        Step(
            now =>
            {
                TakeBack(table.HeldBy(session), now);
                sessions.Remove(session);
                return now;
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken) =>
        Step(now => Exchange(request, now), cancellationToken);

    /// <inheritdoc/>
    public Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) => Step(now => Beat(beat, now), cancellationToken);

    /// <inheritdoc/>
    public Task<SweepAnswer> SweepAsync(int limit, CancellationToken cancellationToken) =>
        Step(now => Sweep(limit, now), cancellationToken);

    /// <inheritdoc/>
    public Task<ReconcileAnswer> ReconcileAsync(
        SessionId session,
        long turn,
        IReadOnlyList<Hold> held,
        CancellationToken cancellationToken
    ) => Step(now => Reconcile(session, turn, held, now), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        Step<IReadOnlyList<TaskRecord?>>(_ => Each(ids, table.Find), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        var meant = await Step(_ => table.All.Where(filter.Includes).ToArray(), cancellationToken);
        // Sorted no further than the page goes: a sort that is followed by these two is a selection.
        return [.. meant.OrderByDescending(task => task.Id).Skip(filter.Offset).Take(filter.Limit)];
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(TaskFilter filter, long atMost, CancellationToken cancellationToken) =>
        Step(_ => Math.Min(atMost, table.All.LongCount(filter.Includes)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MoveAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        Step<IReadOnlyList<MoveAnswer>>(
            now => Each(ids, id => MoveAnswer.Of(Move(id, task => TaskLifecycle.Cancel(task, now)), now)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<MoveAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken) =>
        Step<IReadOnlyList<MoveAnswer>>(
            now => Each(ids, id => MoveAnswer.Of(Move(id, task => TaskLifecycle.Retry(task, now)), now)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<MoveAnswer> AnnotateAsync(Hold hold, JsonText metadata, CancellationToken cancellationToken) =>
        Step(now => MoveAnswer.Of(Move(hold.Id, task => TaskLifecycle.Annotate(task, hold.Lease, metadata)), now), cancellationToken);

    /// <inheritdoc/>
    public IDisposable Watch(Action onNews) => watchers.Add(onNews);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private TaskRecord Enqueue(NewTask task, Instant now)
    {
        if (table.Find(task.Id) is { } stored)
        {
            return stored;
        }

        var enqueued = TaskLifecycle.Enqueue(task.Id, task.Call, now);
        table.Add(enqueued);
        hasNews = true;
        return enqueued;
    }

    private ExchangeAnswer Exchange(ExchangeRequest request, Instant now)
    {
        var settled = Each(request.Settlements, settlement => Settle(settlement, now));
        foreach (var start in request.Starts)
        {
            Move(start.Id, task => TaskLifecycle.Start(task, start.Lease));
        }

        var standing = StandingOf(request.Session, request.Turn);
        List<TaskRecord> claimed = [];
        Instant? nextDueAt = null;
        if (request.Claim is { } claim && standing == SessionStanding.Live)
        {
            claimed = Claim(request.Session, claim, now);
            nextDueAt = claimed.Count < claim.Count ? table.NextDueAt(claim.Queues, now) : null;
        }

        return new(now, standing, settled, claimed, table.CancelRequestsOf(request.Session), nextDueAt, pauses);
    }

    private SettleAnswer Settle(Settlement settlement, Instant now)
    {
        var ((id, lease), outcome, metadata) = settlement;
        if (table.Find(id) is not { } task)
        {
            return SettleAnswer.Refused(new TaskRefusal.NoSuchTask(id));
        }

        var noted = metadata is { } changed ? task with { Metadata = changed } : task;
        return Write(task, TaskLifecycle.Settle(noted, lease, outcome, now)).Allows(out var change, out var refusal)
            ? SettleAnswer.Accepted(change)
            : SettleAnswer.Refused(refusal);
    }

    private List<TaskRecord> Claim(SessionId session, ClaimRequest request, Instant now)
    {
        var claimed = new List<TaskRecord>();
        foreach (var task in table.Choose(request, now))
        {
            var isStarted = claimed.Count < request.StartNow && !task.IsSuspect;
            if (Write(task, TaskLifecycle.Claim(task, session, isStarted, now)).Allows(out var change, out _))
            {
                claimed.Add(change.Becomes);
            }
        }

        return claimed;
    }

    private BeatAnswer Beat(Beat beat, Instant now)
    {
        if (!sessions.TryGetValue(beat.Session, out var session) || session.IsLost)
        {
            return new(now, false, [], pauses);
        }

        sessions[beat.Session] = session.Beaten(beat, now);
        return new(now, true, table.CancelRequestsOf(beat.Session), pauses);
    }

    private SweepAnswer Sweep(int limit, Instant now)
    {
        var over = sessions.Values.Where(session => !session.IsLost && session.IsOverAt(now)).OrderBy(session => session.Id).ToArray();
        foreach (var session in over)
        {
            sessions[session.Id] = session with { IsLost = true };
        }

        var lost = sessions.Values.Where(session => session.IsLost).Select(session => session.Id).ToArray();
        var orphans = lost.SelectMany(table.HeldBy).OrderBy(task => task.Id).Take(limit).ToArray();
        var changes = new List<TaskChange>();
        foreach (var task in orphans)
        {
            if (Write(task, TaskLifecycle.Lose(task, now)).Allows(out var change, out _))
            {
                changes.Add(change);
            }
        }

        foreach (var emptied in lost.Where(id => table.HeldBy(id).Count == 0))
        {
            sessions.Remove(emptied);
        }

        return new(now, [.. over.Select(session => session.Id)], changes);
    }

    private ReconcileAnswer Reconcile(SessionId id, long turn, IReadOnlyList<Hold> held, Instant now)
    {
        var stored = table.HeldBy(id);
        var known = stored.Select(task => task.Hold).ToHashSet();
        var gone = held.Where(hold => !known.Contains(hold)).ToArray();
        var standing = StandingOf(id, turn);
        if (standing != SessionStanding.Live)
        {
            return new(now, standing, [], gone);
        }

        sessions[id] = sessions[id] with { Turn = turn };
        var unknown = stored.ExceptBy(held, task => task.Hold).ToArray();
        TakeBack(unknown, now);
        return new(now, standing, [.. unknown.Select(task => task.Hold)], gone);
    }

    private void TakeBack(IEnumerable<TaskRecord> tasks, Instant now)
    {
        foreach (var task in tasks)
        {
            Write(task, TaskLifecycle.TakeBack(task, now));
        }
    }

    private SessionStanding StandingOf(SessionId id, long turn) =>
        sessions.TryGetValue(id, out var session) ? session.StandingFor(turn) : SessionStanding.Lost;

    private Either<TaskRefusal, TaskChange> Move(TaskId id, Func<TaskRecord, Either<TaskRefusal, TaskChange>> move) =>
        table.Find(id) is { } task ? Write(task, move(task)) : new TaskRefusal.NoSuchTask(id);

    private Either<TaskRefusal, TaskChange> Write(TaskRecord task, Either<TaskRefusal, TaskChange> decision)
    {
        if (decision.Allows(out var change, out _))
        {
            table.Replace(task, change.Becomes);
            hasNews |= change.Event is not (TaskEvent.Claimed or TaskEvent.Started or TaskEvent.Annotated);
        }

        return decision;
    }

    private Task<T> Step<T>(Func<Instant, T> verb, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        T answer;
        bool isNews;
        lock (step)
        {
            answer = verb(Instant.From(clock.GetUtcNow()));
            isNews = hasNews;
            hasNews = false;
        }

        if (isNews)
        {
            watchers.Tell();
        }

        return Task.FromResult(answer);
    }

    private static TAnswer[] Each<T, TAnswer>(IReadOnlyList<T> items, Func<T, TAnswer> verb)
    {
        var answers = new TAnswer[items.Count];
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] = verb(items[index]);
        }

        return answers;
    }
}
