using System.Collections.Immutable;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>Draws the values that operations are made of.</summary>
internal sealed class Drawer(Dice dice, string[] queues, int[] priorities)
{
    private static readonly TimeSpan[] Delays =
    [
        -3 * Some.Hour,
        -Some.Hour,
        TimeSpan.Zero,
        Some.Hour,
        TimeSpan.MaxValue,
        TimeSpan.MinValue,
    ];
    private static readonly string[] Names = ["Maths.Add", "maths.add", "Mail.Send", "Größe.😀"];

    public Call Call() => new(Definition(), Json(), Timing(), dice.Percent(20) ? "00-" + new string('a', dice.From(1, 500)) : null);

    public JsonText Json() =>
        dice.From(0, 9) switch
        {
            < 5 => JsonText.EmptyObject,
            < 7 => JsonText.From($$"""{"n":"{{new string('x', dice.From(1, 400))}}"}"""),
            7 => JsonText.Null,
            _ => dice.Of(Some.AwkwardJson),
        };

    public Outcome Outcome() =>
        dice.From(0, 9) switch
        {
            < 4 => new Outcome.Succeeded(Json()),
            4 => new Outcome.Failed(Failure()),
            < 8 => new Outcome.Retried(Failure(), dice.Of(Delays)),
            8 => Domain.Lifecycle.Outcome.GivenBack,
            _ => new Outcome.Postponed(dice.Of(Delays)),
        };

    public Failure Failure() =>
        dice.Percent(80) ? Some.Failure : new(dice.Of(Some.AwkwardTexts), dice.Of(Some.AwkwardTexts), dice.Of(Some.AwkwardTexts));

    public ClaimRequest Claim()
    {
        var count = dice.Percent(10) ? 1000 : dice.From(1, 6);
        var startNow = dice.Percent(60) ? count : dice.From(0, count);
        var after = dice.Percent(50) ? Queue() : (QueueName?)null;
        return new(count, startNow, Selection(), after, dice.Percent(75) ? ClaimRequest.DefaultMaxBytes : dice.From(1, 600));
    }

    public TaskFilter Filter() =>
        new(
            dice.Percent(40) ? dice.Of(Enum.GetValues<Status>()) : null,
            dice.Percent(40) ? Queue() : null,
            dice.Percent(40) ? Name() : null,
            dice.From(0, 5),
            dice.From(0, 3)
        )
        {
            // Moments that mean the same on every run. The very moment of an enqueue is the contract's.
            EnqueuedSince = dice.Percent(20) ? dice.Of([Some.Past, Some.Future]) : null,
            EnqueuedBefore = dice.Percent(20) ? dice.Of([Some.Past, Some.Future]) : null,
            ErrorType = dice.Percent(20) ? Failure().ExceptionType : null,
        };

    public WorkerProfile Profile() =>
        dice.Percent(50)
            ? WorkerProfile.Unknown
            : new(
                dice.Of(Some.AwkwardNames),
                dice.From(0, 99_999),
                dice.Of(Some.AwkwardNames),
                dice.From(0, 64),
                Selection().Text,
                dice.Percent(50) ? [.. dice.First(Names).Select(TaskName.Stored)] : null
            );

    public Beat Beat(SessionId session, ValueList<TaskId> stuck) =>
        new(session, dice.Percent(80) ? Some.Hour : Some.Over, dice.Percent(50) ? new(dice.From(0, 9), stuck) : default, dice.From(0, 3));

    /// <summary>Ages are an hour or nothing, so that a walk means the same on every run.</summary>
    public PruneRequest Prune(TaskId after) =>
        new(
            new(Age(), Age(), dice.Percent(25) ? Queue() : null),
            dice.Percent(25) ? after : null,
            dice.Percent(50) ? 1000 : dice.From(1, 4),
            dice.Percent(25)
        );

    private Definition Definition() =>
        dice.Percent(60)
            ? Some.Call.Definition with
            {
                Queue = Queue(),
                Priority = Priority(),
            }
            : new(Name(), Queue(), Priority(), Retry(), dice.Percent(50) ? new TimeSpan(dice.From(0, int.MaxValue - 1)) : null);

    /// <summary>A longest pause of zero makes a lost task due again at once, so that suspects are met in the same sequence.</summary>
    private RetryPolicy Retry() =>
        new(
            dice.From(1, 3),
            dice.From(1, 3),
            dice.Of(Enum.GetValues<Backoff>()),
            new TimeSpan(dice.From(0, int.MaxValue - 1)),
            dice.Percent(70) ? TimeSpan.Zero : TimeSpan.FromHours(24),
            dice.Percent(20) ? new(dice.First(["System.OperationCanceledException", "Größe.Zu'Groß", ""])) : default
        );

    private Timing Timing() =>
        dice.From(0, 9) switch
        {
            < 5 => Domain.Calls.Timing.Now,
            < 7 => new Timing.NotBefore(Some.Past + dice.From(0, 5) * Some.Hour),
            7 => new Timing.NotBefore(dice.Of([Some.Future + dice.From(0, 5) * Some.Hour, Instant.Max, Instant.Min])),
            _ => new Timing.After(dice.Of(Delays)),
        };

    private QueueSelection Selection() =>
        dice.From(0, 3) switch
        {
            0 => QueueSelection.Only([.. dice.First(queues).Select(QueueName.Stored), .. Unknown()]) with { Limits = Limits() },
            1 => QueueSelection.All with { Excluded = [Queue(), Queue()], Limits = Limits() },
            _ => QueueSelection.All with { Limits = Limits() },
        };

    private ImmutableDictionary<QueueName, int> Limits() =>
        dice.Percent(30)
            ? queues.Where(_ => dice.Percent(60)).ToImmutableDictionary(QueueName.Stored, _ => dice.From(0, 3))
            : ImmutableDictionary<QueueName, int>.Empty;

    private QueueName[] Unknown() => dice.Percent(10) ? [QueueName.Stored("nobody's")] : [];

    private TimeSpan? Age() =>
        dice.From(0, 9) switch
        {
            < 6 => TimeSpan.Zero,
            < 8 => Some.Hour,
            8 => TimeSpan.MaxValue,
            _ => null,
        };

    public QueueName Queue() => QueueName.Stored(dice.Of(queues));

    private TaskName Name() => TaskName.Stored(dice.Of(Names));

    private TaskPriority Priority() => TaskPriority.Stored(dice.Of(priorities));
}
