using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests;

/// <summary>Values that tests begin with, and the verbs to vary them.</summary>
internal static class Given
{
    public static readonly Instant Noon = Instant.From(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly SessionId Ann = Session("ann");
    public static readonly SessionId Bob = Session("bob");
    public static readonly Failure Boom = new("System.InvalidOperationException", "Boom", "at Boom()");

    public static readonly TaskId One = Id("one");
    public static readonly TaskId Two = Id("two");

    /// <summary>Three failures, two crashes, ten seconds doubled.</summary>
    public static readonly RetryPolicy Patient = RetryPolicy.Default with
    {
        MaxAttempts = 3,
        MaxCrashes = 2,
        Backoff = Backoff.Exponential,
        Delay = TimeSpan.FromSeconds(10),
    };

    public static readonly Call Add = new(
        Definition.Of(Name("Maths.Add")) with
        {
            Retry = Patient,
        },
        JsonText.From("""{"a":1}"""),
        Timing.Now
    );

    public static TaskId Id(string text) => TaskId.From(text)!.Value;

    public static TaskName Name(string text) => TaskName.From(text).Accepted();

    public static QueueName Queue(string text) => QueueName.From(text).Accepted();

    public static TaskPriority Priority(int value) => TaskPriority.From(value).Accepted();

    public static SessionId Session(string worker, string boot = "1") => SessionId.Of(WorkerId.From(worker)!.Value, boot);

    /// <summary>A task enqueued at noon and due at once.</summary>
    public static TaskRecord Fresh(string id = "one", Call? call = null) => TaskLifecycle.Enqueue(Id(id), call ?? Add, Noon);

    /// <summary>A task claimed and started by Ann a second after noon.</summary>
    public static TaskRecord Running(string id = "one", Call? call = null) =>
        TaskLifecycle.Claim(Fresh(id, call), Ann, true, Noon + Second).Becomes();

    public static Call In(this Call call, string queue) => call with { Definition = call.Definition with { Queue = Queue(queue) } };

    public static Call At(this Call call, int priority) =>
        call with
        {
            Definition = call.Definition with { Priority = Priority(priority) },
        };

    public static Call Under(this Call call, RetryPolicy retry) => call with { Definition = call.Definition with { Retry = retry } };

    public static Call When(this Call call, Timing timing) => call with { Timing = timing };
}
