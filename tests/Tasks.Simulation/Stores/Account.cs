using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Simulation;

/// <summary>What the ledger knows of one task.</summary>
internal sealed class Account(TaskId id)
{
    private int attempts;
    private int failures;
    private int crashes;
    private bool isStarted;

    public SessionId? Session { get; private set; }

    public long Lease { get; private set; }

    public HashSet<long> Settled { get; } = [];

    public bool WasCancelAsked { get; set; }

    /// <summary>Crashes in all its lives.</summary>
    public int AllCrashes { get; private set; }

    public void Claim(SessionId session, long lease, bool isStartedByClaim)
    {
        InvariantBroken.Unless(lease > Lease, $"{this} was claimed under lease {lease}.");
        (Session, Lease, attempts, isStarted) = (session, lease, attempts + 1, isStartedByClaim && crashes == 0);
    }

    public void Start(long lease) => isStarted |= Session is not null && Lease == lease;

    public void Settle(Outcome outcome)
    {
        Session = null;
        switch (outcome)
        {
            case Outcome.Failed or Outcome.Retried:
                failures++;
                break;
            case Outcome.Released or Outcome.Postponed:
                attempts--;
                break;
        }
    }

    public void GiveBack(long newLease)
    {
        (Session, Lease) = (null, newLease);
        attempts--;
    }

    public void Lose()
    {
        if (!isStarted)
        {
            GiveBack(Lease + 1);
            return;
        }

        (Session, Lease) = (null, Lease + 1);
        crashes++;
        AllCrashes++;
    }

    public void Retry()
    {
        failures = 0;
        crashes = 0;
        WasCancelAsked = false;
    }

    public void Compare(TaskRecord task)
    {
        var (history, policy) = (task.History, task.Call.Definition.Retry);
        InvariantBroken.Unless(
            history.Attempts == attempts && history.Failures == failures && history.Crashes == crashes,
            $"{this}, but the store has {history.Attempts} attempts, {history.Failures} failures and {history.Crashes} crashes."
        );
        InvariantBroken.Unless(
            task.Lease == Lease && (task.State as TaskState.Running)?.Session == Session,
            $"{this}, but the store has lease {task.Lease}, {task.State}."
        );
        InvariantBroken.Unless(failures <= policy.MaxAttempts && crashes <= policy.MaxCrashes, $"{this} is over its budgets.");
        InvariantBroken.Unless(attempts >= failures + crashes, $"{this} has more ends than attempts.");
        InvariantBroken.Unless(
            task.Status == Status.Cancelled ? WasCancelAsked : !(WasCancelAsked && task.Status is Status.Ready or Status.Failed),
            $"{this} is {task.Status}, cancel asked: {WasCancelAsked}."
        );
        var times = new[] { task.EnqueuedAt, history.StartedAt, history.LastAttemptedAt, task.State.EndedAt }.OfType<Domain.Instant>();
        InvariantBroken.Unless(times.SequenceEqual(times.Order()), $"The times of {this} run backwards: {string.Join(", ", times)}.");
    }

    public override string ToString() =>
        $"{id} (lease {Lease}, held by {Session?.Value ?? "nobody"}, {attempts} attempts, {failures} failures, {crashes} crashes)";
}
