using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Simulation;

/// <summary>What a verb may do to a task.</summary>
internal enum Move
{
    Enqueue,
    Retry,
    Prune,
    Other,
}

/// <summary>
/// Books kept beside the store, from what it is asked and what it answers: a second opinion on every counter, lease and end. Whatever the
/// store then holds must agree with them.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<TaskId, Account> accounts = [];
    private readonly HashSet<SessionId> open = [];
    private readonly HashSet<SessionId> ended = [];
    private readonly HashSet<TaskId> deleted = [];

    /// <summary>Called with each session that a sweep declares lost.</summary>
    public Action<SessionId> OnLost { get; set; } = _ => { };

    /// <summary>Called with each task that is deleted, and the store's moment.</summary>
    public Action<TaskRecord, Instant> OnDeleted { get; set; } = (_, _) => { };

    /// <summary>Whether a task was stored once and deleted since.</summary>
    public bool WasDeleted(TaskId id) => deleted.Contains(id);

    /// <summary>Whether a task's worker was lost while its method ran, or might have.</summary>
    public int CrashesOf(TaskId id) => accounts[id].AllCrashes;

    public bool WasCancelAsked(TaskId id) => accounts[id].WasCancelAsked;

    /// <summary>Whether a session was declared lost or closed.</summary>
    public bool HasEnded(SessionId session) => ended.Contains(session);

    public void Opened(SessionId session) => open.Add(session);

    public void Closed(SessionId session)
    {
        foreach (var account in HeldBy(session))
        {
            account.GiveBack(account.Lease + 1);
        }

        open.Remove(session);
        ended.Add(session);
    }

    public void Exchanged(ExchangeRequest request, ExchangeAnswer answer)
    {
        for (var index = 0; index < request.Settlements.Count; index++)
        {
            if (answer.Settled[index].Verdict == Verdict.Applied)
            {
                Settled(request.Settlements[index]);
            }
        }

        foreach (var start in request.Starts)
        {
            accounts[start.Id].Start(start.Lease);
        }

        for (var index = 0; index < answer.Claimed.Count; index++)
        {
            Claimed(request, answer.Claimed[index], index);
        }
    }

    public void Swept(SweepAnswer answer)
    {
        foreach (var session in answer.Lost)
        {
            InvariantBroken.Unless(open.Remove(session), $"{session} was declared lost, and was not open.");
            ended.Add(session);
            OnLost(session);
        }

        foreach (var change in answer.Changes)
        {
            var account = accounts[change.Becomes.Id];
            InvariantBroken.Unless(account.Session is { } session && ended.Contains(session), $"{account} was taken from a live session.");
            account.Lose();
        }
    }

    public void Reconciled(SessionId session, IReadOnlyList<Hold> held, ReconcileAnswer answer)
    {
        foreach (var hold in answer.Released)
        {
            var account = accounts[hold.Id];
            InvariantBroken.Unless(account.Session == session && !held.Contains(hold), $"{account} was taken back from one who knows it.");
            account.GiveBack(hold.Lease + 1);
        }
    }

    public void Pruned(StoreModel before, StoreModel after, PruneAnswer answer)
    {
        foreach (var (id, task) in before.Tasks.Where(pair => !after.Tasks.ContainsKey(pair.Key)))
        {
            OnDeleted(task, answer.At);
            deleted.Add(id);
        }
    }

    public void Cancelled(TaskId id, bool isAccepted) => accounts[id].WasCancelAsked |= isAccepted;

    public void Retried(TaskId id, bool isAccepted)
    {
        if (isAccepted)
        {
            accounts[id].Retry();
        }
    }

    /// <summary>Compares the books with the store; says whether something may be claimable now that was not.</summary>
    public bool Compare(StoreModel before, StoreModel after, Move move)
    {
        if (ReferenceEquals(before.Tasks, after.Tasks))
        {
            return false;
        }

        var isNews = false;
        InvariantBroken.Unless(after.Tasks.Count >= before.Tasks.Count || move == Move.Prune, "A task is gone.");
        // By id, so that a seed names the same task each time: a dictionary's order differs from process to process.
        var changed = after.Tasks.Where(pair => !ReferenceEquals(before.Tasks.GetValueOrDefault(pair.Key), pair.Value));
        foreach (var (id, task) in changed.OrderBy(pair => pair.Key))
        {
            var was = before.Tasks.GetValueOrDefault(id);
            if (was is null)
            {
                InvariantBroken.Unless(move == Move.Enqueue, $"{id} came from nowhere.");
                accounts[id] = new Account(id);
            }

            InvariantBroken.Unless(was is not { IsFinished: true } || move == Move.Retry, $"{id} changed after its end.");
            accounts[id].Compare(task);
            isNews |= task.State is TaskState.Ready;
        }

        return isNews;
    }

    private void Settled(Settlement settlement)
    {
        var account = accounts[settlement.Hold.Id];
        InvariantBroken.Unless(
            account.Session is not null && account.Lease == settlement.Hold.Lease,
            $"{settlement.Hold} was settled, and {account} is not under that lease."
        );
        InvariantBroken.Unless(account.Settled.Add(settlement.Hold.Lease), $"{settlement.Hold} was settled twice.");
        account.Settle(settlement.Outcome);
    }

    private void Claimed(ExchangeRequest request, TaskRecord task, int index)
    {
        var (account, claim) = (accounts[task.Id], request.Claim!);
        InvariantBroken.Unless(!ended.Contains(request.Session), $"{request.Session} claimed after it was declared lost, or closed.");
        InvariantBroken.Unless(open.Contains(request.Session), $"{request.Session} claimed before it was opened.");
        InvariantBroken.Unless(account.Session is null, $"{account} was claimed while it was held.");
        account.Claim(request.Session, task.Lease, index < claim.StartNow);
    }

    private IEnumerable<Account> HeldBy(SessionId session) => accounts.Values.Where(account => account.Session == session);
}
