using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Working;

/// <summary>A worker's mind in the hands of a test that tells it what it wants, when it wants, and reads what it makes of it.</summary>
internal sealed class Mind
{
    public static readonly SessionId First = Session("worker", "1");
    public static readonly SessionId Renewed = Session("worker", "2");
    public static readonly JsonText Value = JsonText.From("3");

    /// <summary>Two slots, polls every second, leases of thirty.</summary>
    public static readonly WorkerSettings TwoSlots = WorkerSettings.Of(2);

    private Mind(WorkerSettings settings) => State = WorkerState.Begin(settings, 1);

    public WorkerState State { get; private set; }

    public TimeSpan Now { get; private set; }

    /// <summary>What the last step wanted, in order; its sleep aside.</summary>
    public IReadOnlyList<Effect> Wanted { get; private set; } = [];

    /// <summary>Until when the last step wanted to sleep.</summary>
    public TimeSpan SleepsUntil { get; private set; }

    public ExchangeRequest Sent => The<Effect.Exchange>().Request;

    public IEnumerable<WorkerReport> Reports => Wanted.OfType<Effect.Log>().Select(log => log.Report);

    public IEnumerable<string> Invoked => Wanted.OfType<Effect.Invoke>().Select(invoke => invoke.Task.Id.Value);

    /// <summary>A worker that has taken its first step.</summary>
    public static Mind Begun(WorkerSettings? settings = null) => new Mind(settings ?? TwoSlots).Hears();

    /// <summary>A worker whose session is open and whose first exchange is under way.</summary>
    public static Mind Open(WorkerSettings? settings = null) => Begun(settings).Hears(new Observation.Opened(First));

    /// <summary>A worker that has found nothing to do.</summary>
    public static Mind Idle(WorkerSettings? settings = null) => Open(settings).Claims();

    /// <summary>A worker whose first claim brought these.</summary>
    public static Mind Holding(WorkerSettings settings, params TaskRecord[] tasks) => Open(settings).Claims(tasks);

    public static Mind Holding(params TaskRecord[] tasks) => Open().Claims(tasks);

    /// <summary>A worker, of one slot if not said otherwise, that is this deep, and whose claim is under way.</summary>
    public static Mind Deep(int depth, WorkerSettings? settings = null)
    {
        var mind = Idle(settings ?? WorkerSettings.Of(1));
        mind.State = mind.State with { Depth = depth };
        return mind.Hears(new Observation.Woke());
    }

    /// <summary>A task claimed by the worker's first session, started by its claim unless it is said to wait.</summary>
    public static TaskRecord Task(string id, Call? call = null, bool isStarted = true) =>
        TaskLifecycle.Claim(Fresh(id, call), First, isStarted, Noon).Becomes();

    public static TaskRecord Suspect(string id, Call? call = null) =>
        TaskLifecycle.Claim(Fresh(id, call) with { History = History.None with { Crashes = 1 } }, First, false, Noon).Becomes();

    public static Observation Returned(TaskRecord task) => new Observation.Returned(task.Hold, Value, null);

    public static Observation Threw(TaskRecord task) =>
        new Observation.Threw(task.Hold, Boom, new("System.InvalidOperationException", "System.SystemException", "System.Exception"), null);

    public static Settlement Success(TaskRecord task) => new(task.Hold, new Outcome.Succeeded(Value));

    public static Settlement GivenBack(TaskRecord task) => new(task.Hold, Outcome.GivenBack);

    public static Observation Failed(StoreVerb verb) => new Observation.StoreFailed(verb);

    public static Observation Beaten(params Hold[] cancelRequests) => new Observation.Beaten(new(Noon, true, cancelRequests));

    public static Observation Beaten(Pauses pauses) => new Observation.Beaten(new(Noon, true, [], pauses));

    public static Observation BeatRefused() => new Observation.Beaten(new(Noon, false, []));

    public static Observation Reconciled(params Hold[] gone) => new Observation.Reconciled(new(Noon, SessionStanding.Live, [], gone));

    public static Observation Pruned(int count = 0, string? lookedTo = null) =>
        new Observation.Pruned(new(Noon, count, lookedTo is null ? null : Id(lookedTo)));

    public static Observation Swept(int tasks) =>
        new Observation.Swept(new(Noon, [], [.. Enumerable.Range(0, tasks).Select(_ => new TaskChange(1, Running(), TaskEvent.Crashed))]));

    /// <summary>One step at the moment it is.</summary>
    public Mind Hears(params Observation[] observations)
    {
        (State, var effects) = WorkerStep.Next(State, Now, observations);
        Wanted = [.. effects.Where(effect => effect is not Effect.SleepUntil)];
        SleepsUntil = effects.OfType<Effect.SleepUntil>().LastOrDefault()?.Moment ?? TimeSpan.MinValue;
        Assert.True(effects.Count(effect => effect is Effect.SleepUntil) <= 1);
        return this;
    }

    /// <summary>One step at a later moment, in seconds from the worker's start.</summary>
    public Mind At(double seconds, params Observation[] observations) => At(TimeSpan.FromSeconds(seconds), observations);

    public Mind At(TimeSpan moment, params Observation[] observations)
    {
        Now = moment;
        return Hears(observations);
    }

    /// <summary>The exchange under way is answered: all it settled was written, and it claimed these.</summary>
    public Mind Claims(params TaskRecord[] tasks) => Hears(Exchanged(tasks));

    /// <summary>That answer, with news of pauses.</summary>
    public Mind Claims(Pauses pauses, params TaskRecord[] tasks) =>
        Hears(new Observation.Exchanged(Answer(tasks) with { Pauses = pauses }));

    /// <summary>That answer.</summary>
    public Observation Exchanged(params TaskRecord[] claimed) => new Observation.Exchanged(Answer(claimed));

    public ExchangeAnswer Answer(params TaskRecord[] claimed) =>
        new(
            Noon,
            SessionStanding.Live,
            [.. State.InFlight?.Settlements.Select(_ => new SettleAnswer(Verdict.Applied, Status.Successful)) ?? []],
            claimed,
            []
        );

    /// <summary>Beats whenever it wants to and is accepted, and finds nothing when it asks, until a moment.</summary>
    public Mind LivesUntil(double seconds)
    {
        while (SleepsUntil < TimeSpan.FromSeconds(seconds))
        {
            At(SleepsUntil);
            while (Wanted.Any(effect => effect is Effect.Beat or Effect.Exchange or Effect.Sweep))
            {
                Hears(Answers().ToArray());
            }
        }

        return At(seconds);
    }

    public T The<T>()
        where T : Effect => Assert.Single(Wanted.OfType<T>());

    public Mind WantsNo<T>()
        where T : Effect
    {
        Assert.Empty(Wanted.OfType<T>());
        return this;
    }

    private IEnumerable<Observation> Answers() =>
        Wanted
            .Select(effect =>
                effect switch
                {
                    Effect.Beat => Beaten(),
                    Effect.Exchange => Exchanged(),
                    Effect.Sweep => Swept(0),
                    _ => null,
                }
            )
            .OfType<Observation>();
}
