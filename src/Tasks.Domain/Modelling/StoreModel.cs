using System.Collections.Immutable;
using LanguageExt;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Modelling;

/// <summary>
/// A store as a pure value: the specification of every backend, and the store of the simulator. Each verb takes the store's moment and
/// gives the answer together with the store after it. Slow and plain on purpose: it scans where a real store has an index.
/// </summary>
/// <param name="Tasks">Every task, by id.</param>
/// <param name="Sessions">Every session that is open, or lost and not yet emptied, by id.</param>
/// <param name="Pauses">The queues in which nothing is to start: told with every answer to a worker, and otherwise the workers' affair.</param>
public sealed partial record StoreModel(
    ImmutableDictionary<TaskId, TaskRecord> Tasks,
    ImmutableDictionary<SessionId, Session> Sessions,
    Pauses Pauses = default
)
{
    /// <summary>A store that holds nothing.</summary>
    public static StoreModel Empty { get; } =
        new(ImmutableDictionary<TaskId, TaskRecord>.Empty, ImmutableDictionary<SessionId, Session>.Empty);

    /// <summary>Takes new tasks; one whose id is there already is answered as it is and changes nothing.</summary>
    public (IReadOnlyList<TaskRecord> Answer, StoreModel After) Enqueue(IEnumerable<NewTask> tasks, Instant now)
    {
        var all = Tasks.ToBuilder();
        var answer = ImmutableArray.CreateBuilder<TaskRecord>();
        foreach (var (id, call) in tasks)
        {
            all.TryAdd(id, TaskLifecycle.Enqueue(id, call, now));
            answer.Add(all[id]);
        }

        return (answer.ToImmutable(), this with { Tasks = all.ToImmutable() });
    }

    /// <summary>Opens a session. An id that is known already is refused by leaving it as it is.</summary>
    public (OpenAnswer Answer, StoreModel After) Open(SessionId id, TimeSpan leaseTime, WorkerProfile profile, Instant now) =>
        (
            new(now, Pauses),
            Sessions.ContainsKey(id) ? this : this with { Sessions = Sessions.Add(id, Session.Open(id, leaseTime, profile, now)) }
        );

    /// <summary>Closes a session that holds nothing any more; what it still holds is given back, uncounted.</summary>
    public StoreModel Close(SessionId id, Instant now)
    {
        var model = this;
        foreach (var task in HeldBy(id))
        {
            model = model.Apply(TaskLifecycle.TakeBack(task, now)).After;
        }

        return model with
        {
            Sessions = model.Sessions.Remove(id),
        };
    }

    /// <summary>Settles, notes starts and claims.</summary>
    public (ExchangeAnswer Answer, StoreModel After) Exchange(ExchangeRequest request, Instant now)
    {
        var model = this;
        var settled = ImmutableArray.CreateBuilder<SettleAnswer>();
        foreach (var settlement in request.Settlements)
        {
            (var answer, model) = model.Settle(settlement, now);
            settled.Add(answer);
        }

        foreach (var start in request.Starts)
        {
            model = model.Move(start.Id, task => TaskLifecycle.Start(task, start.Lease)).After;
        }

        var standing = model.StandingOf(request.Session, request.Turn);
        var claimed = ImmutableArray<TaskRecord>.Empty;
        Instant? nextDueAt = null;
        if (request.Claim is { } claim && standing == SessionStanding.Live)
        {
            (claimed, model) = model.Claim(request.Session, claim, now);
            nextDueAt = claimed.Length < claim.Count ? model.NextDueAt(claim.Queues, now) : null;
        }

        return (new(now, standing, settled.ToImmutable(), claimed, model.CancelRequestsOf(request.Session), nextDueAt, Pauses), model);
    }

    /// <summary>Extends a session, unless it is lost.</summary>
    public (BeatAnswer Answer, StoreModel After) Beat(Beat beat, Instant now) =>
        Sessions.TryGetValue(beat.Session, out var session) && !session.IsLost
            ? (
                new(now, true, CancelRequestsOf(beat.Session), Pauses),
                this with
                {
                    Sessions = Sessions.SetItem(beat.Session, session.Beaten(beat, now)),
                }
            )
            : (new(now, false, [], Pauses), this);

    /// <summary>Declares sessions that have ended lost, and takes up to <paramref name="limit"/> tasks from lost sessions.</summary>
    public (SweepAnswer Answer, StoreModel After) Sweep(int limit, Instant now)
    {
        var over = Sessions.Values.Where(session => !session.IsLost && session.IsOverAt(now)).OrderBy(session => session.Id).ToArray();
        var model = this with
        {
            Sessions = Sessions.SetItems(over.Select(session => KeyValuePair.Create(session.Id, session with { IsLost = true }))),
        };
        var orphans = model.Tasks.Values.Where(model.IsOrphan).OrderBy(task => task.Id).Take(limit).ToArray();
        var changes = ImmutableArray.CreateBuilder<TaskChange>();
        foreach (var task in orphans)
        {
            (var change, model) = model.Apply(TaskLifecycle.Lose(task, now));
            changes.AddRange(change.RightToSeq());
        }

        var emptied = model.Sessions.Values.Where(session => session.IsLost && !model.HeldBy(session.Id).Any());
        model = model with { Sessions = model.Sessions.RemoveRange(emptied.Select(session => session.Id)) };
        return (new(now, [.. over.Select(session => session.Id)], changes.ToImmutable()), model);
    }

    /// <summary>Gives back every lease of the session that is not named, and lets nothing of an earlier turn claim again.</summary>
    public (ReconcileAnswer Answer, StoreModel After) Reconcile(SessionId id, long turn, IReadOnlyList<Hold> held, Instant now)
    {
        var gone = held.Where(hold => !IsHeldBy(id, hold)).ToImmutableArray();
        var standing = StandingOf(id, turn);
        if (standing != SessionStanding.Live)
        {
            return (new(now, standing, [], gone), this);
        }

        var model = this with { Sessions = Sessions.SetItem(id, Sessions[id] with { Turn = turn }) };
        var unknown = HeldBy(id).Where(task => !held.Contains(task.Hold)).OrderBy(task => task.Id).ToArray();
        foreach (var task in unknown)
        {
            model = model.Apply(TaskLifecycle.TakeBack(task, now)).After;
        }

        return (new(now, standing, [.. unknown.Select(task => task.Hold)], gone), model);
    }

    /// <summary>Asks a task to end.</summary>
    public (MoveAnswer Answer, StoreModel After) Cancel(TaskId id, Instant now) =>
        Told(Move(id, task => TaskLifecycle.Cancel(task, now)), now);

    /// <summary>Gives a task one more life.</summary>
    public (MoveAnswer Answer, StoreModel After) Retry(TaskId id, Instant now) =>
        Told(Move(id, task => TaskLifecycle.Retry(task, now)), now);

    /// <summary>Stores the metadata of a running task.</summary>
    public (MoveAnswer Answer, StoreModel After) Annotate(Hold hold, JsonText metadata, Instant now) =>
        Told(Move(hold.Id, task => TaskLifecycle.Annotate(task, hold.Lease, metadata)), now);

    /// <summary>Records one outcome by itself, as part of a caller's own transaction does.</summary>
    public (MoveAnswer Answer, StoreModel After) Finish(Settlement settlement, Instant now) => Told(Record(settlement, now), now);

    /// <summary>The tasks a filter means, the largest id first.</summary>
    public IReadOnlyList<TaskRecord> List(TaskFilter filter) =>
        [.. Tasks.Values.Where(filter.Includes).OrderByDescending(task => task.Id).Skip(filter.Offset).Take(filter.Limit)];

    private (SettleAnswer Answer, StoreModel After) Settle(Settlement settlement, Instant now)
    {
        var (result, model) = Record(settlement, now);
        return (result.Match(SettleAnswer.Accepted, SettleAnswer.Refused), model);
    }

    private (Either<TaskRefusal, TaskChange> Answer, StoreModel After) Record(Settlement settlement, Instant now)
    {
        var (hold, outcome, metadata) = settlement;
        return Move(hold.Id, task => TaskLifecycle.Settle(Annotated(task, metadata), hold.Lease, outcome, now));
    }

    private static TaskRecord Annotated(TaskRecord task, JsonText? metadata) => metadata is { } text ? task with { Metadata = text } : task;

    private (ImmutableArray<TaskRecord> Claimed, StoreModel After) Claim(SessionId session, ClaimRequest request, Instant now)
    {
        var model = this;
        var claimed = ImmutableArray.CreateBuilder<TaskRecord>();
        foreach (var task in ClaimOrder.Choose(Tasks.Values, request, now))
        {
            var isStarted = claimed.Count < request.StartNow && !task.IsSuspect;
            (var change, model) = model.Apply(TaskLifecycle.Claim(task, session, isStarted, now));
            claimed.AddRange(change.RightToSeq().Map(right => right.Becomes));
        }

        return (claimed.ToImmutable(), model);
    }

    private static (MoveAnswer Answer, StoreModel After) Told(
        (Either<TaskRefusal, TaskChange> Answer, StoreModel After) moved,
        Instant now
    ) => (MoveAnswer.Of(moved.Answer, now), moved.After);

    private (Either<TaskRefusal, TaskChange> Answer, StoreModel After) Move(
        TaskId id,
        Func<TaskRecord, Either<TaskRefusal, TaskChange>> move
    ) => Apply(Tasks.TryGetValue(id, out var task) ? move(task) : new TaskRefusal.NoSuchTask(id));

    private (Either<TaskRefusal, TaskChange> Answer, StoreModel After) Apply(Either<TaskRefusal, TaskChange> move) =>
        (move, move.Match(change => this with { Tasks = Tasks.SetItem(change.Becomes.Id, change.Becomes) }, _ => this));

    private Instant? NextDueAt(QueueSelection queues, Instant now) =>
        Tasks
            .Values.Where(task => task.State is TaskState.Ready && task.DueAt > now && queues.Includes(task.Call.Definition.Queue))
            .Min(task => (Instant?)task.DueAt);

    private SessionStanding StandingOf(SessionId id, long turn) =>
        Sessions.TryGetValue(id, out var session) ? session.StandingFor(turn) : SessionStanding.Lost;

    private IEnumerable<TaskRecord> HeldBy(SessionId id) =>
        Tasks.Values.Where(task => task.State is TaskState.Running running && running.Session == id);

    private bool IsHeldBy(SessionId id, Hold hold) =>
        Tasks.TryGetValue(hold.Id, out var task)
        && task.Lease == hold.Lease
        && task.State is TaskState.Running running
        && running.Session == id;

    private bool IsOrphan(TaskRecord task) =>
        task.State is TaskState.Running running && (!Sessions.TryGetValue(running.Session, out var session) || session.IsLost);

    private ImmutableArray<Hold> CancelRequestsOf(SessionId id) =>
        [
            .. HeldBy(id)
                .Where(task => task.State is TaskState.Running { CancelRequested: true })
                .Select(task => task.Hold)
                .OrderBy(hold => hold.Id),
        ];
}
