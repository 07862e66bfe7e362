using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>The store's model with a clock, and a ledger that looks over its shoulder. Deliberate faults override what is virtual.</summary>
internal class SimulatedStore
{
    private static readonly Instant Epoch = Instant.From(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private Timeline timeline = new();

    public Ledger Ledger { get; } = new();

    public PauseBook Pauses { get; } = new();

    public StoreModel Model { get; private set; } = StoreModel.Empty;

    /// <summary>How far its clock has jumped.</summary>
    public TimeSpan Offset { get; set; }

    public Instant Now => Epoch + (timeline.Now + Offset);

    /// <summary>Called after each verb that may have left something to claim.</summary>
    public Action OnNews { get; set; } = () => { };

    public void Bind(Timeline world) => timeline = world;

    public void Enqueue(NewTask task)
    {
        (_, var after) = Model.Enqueue([task], Now);
        Become(after, Move.Enqueue);
    }

    public Observation.Opened Open(SessionId session, TimeSpan leaseTime)
    {
        Ledger.Opened(session);
        var (answer, after) = Model.Open(session, leaseTime, WorkerProfile.Unknown, Now);
        Become(after, Move.Other);
        return new(session, answer.Pauses);
    }

    public void Close(SessionId session)
    {
        Ledger.Closed(session);
        Become(Model.Close(session, Now), Move.Other);
    }

    public ExchangeAnswer Exchange(ExchangeRequest request)
    {
        var (answer, after) = Exchange(Model, request, Now);
        Ledger.Exchanged(request, answer);
        Become(after, Move.Other);
        return answer;
    }

    public BeatAnswer Beat(Beat beat)
    {
        var (answer, after) = Beat(Model, beat, Now);
        Pauses.Beaten(beat, answer.IsAccepted);
        Become(after, Move.Other);
        return answer;
    }

    public SweepAnswer Sweep(int limit)
    {
        var (answer, after) = Sweep(Model, limit, Now);
        Ledger.Swept(answer);
        Become(after, Move.Other);
        return answer;
    }

    public ReconcileAnswer Reconcile(SessionId session, long turn, IReadOnlyList<Hold> held)
    {
        var (answer, after) = Reconcile(Model, session, turn, held, Now);
        Ledger.Reconciled(session, held, answer);
        Become(after, Move.Other);
        return answer;
    }

    public void Cancel(TaskId id)
    {
        var (answer, after) = Model.Cancel(id, Now);
        Ledger.Cancelled(id, answer.Change is not null);
        Become(after, Move.Other);
    }

    public void Retry(TaskId id)
    {
        var (answer, after) = Model.Retry(id, Now);
        Ledger.Retried(id, answer.Change is not null);
        Become(after, Move.Retry);
    }

    public void Pause(QueueName queue)
    {
        Pauses.Paused(queue);
        Become(Model.Pause(queue, Now).After, Move.Other);
    }

    public void Resume(QueueName queue)
    {
        Pauses.Resumed(queue);
        Become(Model.Resume(queue, Now).After, Move.Other);
    }

    public PruneAnswer Prune(PruneRequest request)
    {
        var (answer, after) = Prune(Model, request, Now);
        Ledger.Pruned(Model, after, answer);
        Become(after, Move.Prune);
        return answer;
    }

    protected virtual (BeatAnswer Answer, StoreModel After) Beat(StoreModel model, Beat beat, Instant now) => model.Beat(beat, now);

    protected virtual (PruneAnswer Answer, StoreModel After) Prune(StoreModel model, PruneRequest request, Instant now) =>
        model.Prune(request, now);

    protected virtual (ExchangeAnswer Answer, StoreModel After) Exchange(StoreModel model, ExchangeRequest request, Instant now) =>
        model.Exchange(request, now);

    protected virtual (SweepAnswer Answer, StoreModel After) Sweep(StoreModel model, int limit, Instant now) => model.Sweep(limit, now);

    protected virtual (ReconcileAnswer Answer, StoreModel After) Reconcile(
        StoreModel model,
        SessionId session,
        long turn,
        IReadOnlyList<Hold> held,
        Instant now
    ) => model.Reconcile(session, turn, held, now);

    private void Become(StoreModel after, Move move)
    {
        var before = Model;
        Model = after;
        if (Ledger.Compare(before, after, move) || before.Pauses != after.Pauses)
        {
            OnNews();
        }
    }
}
