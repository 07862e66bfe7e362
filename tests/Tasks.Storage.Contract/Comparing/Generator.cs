using System.Collections.Immutable;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>
/// Draws the next operation from a seed, with an eye on the model: mostly what a worker would do now, often what one would do that is late,
/// confused or double. Times are an hour or centuries off, so that a sequence means the same on every run.
/// </summary>
public sealed class Generator
{
    private static readonly string[] Queues = ["default", "b", "B", "ä mail", "q'%_", "😀"];
    private static readonly int[] Priorities = [0, 0, 0, 1, -1, 100, -100];

    private readonly Dice dice;
    private readonly Drawer drawer;
    private readonly bool isDurable;
    private readonly bool isTransactional;
    private readonly bool isOneLongLife;
    private readonly SessionId[] sessions;
    private readonly TaskId[] ids;
    private int left;

    /// <summary>Every fiftieth seed lives long: one task, tried again and again, beyond what a history keeps.</summary>
    public Generator(int seed, bool isDurable, bool isTransactional)
    {
        dice = new(seed);
        (this.isDurable, this.isTransactional) = (isDurable, isTransactional);
        isOneLongLife = seed % 50 == 0;
        left = isOneLongLife ? History.WorkersKept + 60 : dice.From(6, 50);
        sessions = [.. Enumerable.Range(1, isOneLongLife ? 1 : dice.From(1, 4)).Select(number => Some.Session($"boot{number}"))];
        ids = Ids(isOneLongLife ? 1 : dice.From(2, 24));
        drawer = new(dice, dice.First(Queues), dice.First(Priorities));
    }

    /// <summary>The next operation; null when the sequence is over.</summary>
    public Operation? Next(StoreModel model)
    {
        left--;
        return left switch
        {
            < -6 => null,
            < 0 => Farewell(model, -left),
            _ => Draw(model) with { Through = isDurable && dice.Percent(20) ? 1 : 0 },
        };
    }

    private Operation Draw(StoreModel model)
    {
        if (model.Sessions.Values.All(session => session.IsLost) && dice.Percent(60))
        {
            return Open();
        }

        if (isOneLongLife && dice.Percent(95))
        {
            return model.Tasks.IsEmpty ? Enqueue() : Churn(model);
        }

        if (isTransactional && dice.Percent(8))
        {
            return Transact(model);
        }

        return dice.From(0, 99) switch
        {
            < 18 => Enqueue(),
            < 54 => Exchange(model),
            < 58 => Open(),
            < 63 => new Operation.Beat(drawer.Beat(AnySession(), AnyIds())),
            < 65 => new Operation.Close(AnySession()),
            < 71 => new Operation.Sweep(dice.Percent(50) ? dice.From(0, 3) : 1000),
            < 76 => Reconcile(model),
            < 81 => new Operation.Cancel(AnyIds()),
            < 87 => new Operation.Retry(AnyIds()),
            < 90 => new Operation.Annotate(AnyHold(model), drawer.Json()),
            < 93 => Operate(),
            < 94 => new Operation.List(drawer.Filter() with { ListedAfter = dice.Percent(25) ? dice.Of(ids) : null }),
            < 95 => new Operation.Count(drawer.Filter(), dice.Percent(50) ? long.MaxValue : dice.From(1, 3)),
            >= 98 when isDurable => new Operation.Reopen(),
            _ => new Operation.Read(AnyIds()),
        };
    }

    /// <summary>What the content of a store does not show: where sessions stand, and what is left to claim and to sweep.</summary>
    private Operation Farewell(StoreModel model, int step)
    {
        var session = sessions[step % sessions.Length];
        return (step % 3) switch
        {
            0 => new Operation.Sweep(1000),
            1 => new Operation.Beat(new(session, Some.Hour)),
            _ => new Operation.Exchange(new(session, TurnOf(model, session), [], [], drawer.Claim() with { Queues = QueueSelection.All })),
        };
    }

    private Operation.Open Open() => new(AnySession(), dice.Percent(70) ? Some.Hour : Some.Over, drawer.Profile());

    private Operation Operate() =>
        dice.From(0, 9) switch
        {
            < 3 => new Operation.Pause(drawer.Queue()),
            < 5 => new Operation.Resume(drawer.Queue()),
            < 8 => new Operation.Prune(drawer.Prune(dice.Of(ids))),
            < 9 => new Operation.Queues(dice.From(1, 5)),
            _ => new Operation.Sessions(),
        };

    private Operation.Enqueue Enqueue() => new(NewTasks(dice.Percent(90) ? dice.From(1, 6) : 0));

    private ValueList<NewTask> NewTasks(int count) => List(count, () => new NewTask(dice.Of(ids), drawer.Call()));

    private Operation.Transact Transact(StoreModel model) =>
        new(NewTasks(dice.From(0, 2)), [.. Settlements(model, AnySession())], dice.Percent(75));

    private Operation.Exchange Exchange(StoreModel model)
    {
        var session = AnySession();
        var turn = TurnOf(model, session) + (dice.Percent(85) ? 0 : dice.From(-1, 1));
        return new(new(session, turn, Settlements(model, session), Starts(model), dice.Percent(75) ? drawer.Claim() : null));
    }

    /// <summary>All that is held fails and is due again at once; what has come to rest is brought back.</summary>
    private Operation Churn(StoreModel model)
    {
        var session = sessions[0];
        var held = HeldBy(model, session);
        if (held.Length == 0 && dice.Percent(50))
        {
            return new Operation.Retry([.. ids]);
        }

        var again = new Outcome.Retried(drawer.Failure(), -Some.Hour);
        var settlements = held.Select(hold => new Settlement(hold, dice.Percent(97) ? again : Some.LastFailure));
        return new Operation.Exchange(
            new(session, TurnOf(model, session), [.. settlements], [], drawer.Claim() with { Queues = QueueSelection.All })
        );
    }

    private Operation.Reconcile Reconcile(StoreModel model)
    {
        var session = AnySession();
        var known = HeldBy(model, session).Where(_ => dice.Percent(60));
        var confused = Enumerable.Range(0, dice.From(0, 2)).Select(_ => AnyHold(model));
        return new(session, TurnOf(model, session) + dice.From(-1, 2), [.. known.Concat(confused)]);
    }

    private ImmutableArray<Settlement> Settlements(StoreModel model, SessionId session)
    {
        var own = HeldBy(model, session).Where(_ => dice.Percent(60));
        var confused = dice.Percent(35) ? Enumerable.Range(0, dice.From(1, 3)).Select(_ => AnyHold(model)) : [];
        var holds = own.Concat(confused).ToList();
        if (holds.Count > 0 && dice.Percent(15))
        {
            holds.Add(dice.Of(holds));
        }

        return [.. holds.Select(hold => new Settlement(hold, drawer.Outcome(), dice.Percent(20) ? drawer.Json() : null))];
    }

    private ImmutableArray<Hold> Starts(StoreModel model) =>
        [.. Enumerable.Range(0, dice.Percent(30) ? dice.From(1, 2) : 0).Select(_ => AnyHold(model))];

    /// <summary>Mostly the lease a task is under, whatever its state; sometimes one before or after it, or of no task.</summary>
    private Hold AnyHold(StoreModel model)
    {
        var id = dice.Of(ids);
        var lease = model.Tasks.TryGetValue(id, out var task) ? task.Lease : 1;
        return new(id, lease + (dice.Percent(75) ? 0 : dice.From(-1, 1)));
    }

    private static Hold[] HeldBy(StoreModel model, SessionId session) =>
        [
            .. model
                .Tasks.Values.Where(task => task.State is TaskState.Running running && running.Session == session)
                .Select(task => task.Hold)
                .OrderBy(hold => hold.Id),
        ];

    private ValueList<TaskId> AnyIds() => List(dice.From(0, 4), () => dice.Of(ids));

    private static ValueList<T> List<T>(int count, Func<T> draw)
        where T : IEquatable<T> => [.. Enumerable.Range(0, count).Select(_ => draw())];

    /// <summary>One in thirty was never opened.</summary>
    private SessionId AnySession() => dice.Percent(97) ? dice.Of(sessions) : Some.Session("never opened");

    private static long TurnOf(StoreModel model, SessionId session) => model.Sessions.TryGetValue(session, out var known) ? known.Turn : 0;

    private TaskId[] Ids(int count)
    {
        var names = dice.Percent(40)
            ? Some.AwkwardNames
            :
            [
                .. Enumerable
                    .Range(1, count)
                    .Select(number => "t" + number.ToString("00", System.Globalization.CultureInfo.InvariantCulture)),
            ];
        return [.. names.Take(count).Select(Some.Id)];
    }
}
