using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>Values for tests: plain ones where it does not matter, and awkward ones that a store must keep as they are.</summary>
public static class Some
{
    /// <summary>Long past for every store's clock.</summary>
    public static Instant Past { get; } = Instant.From(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Far off for every store's clock.</summary>
    public static Instant Future { get; } = Instant.From(new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static TimeSpan Hour { get; } = TimeSpan.FromHours(1);

    /// <summary>A lease time that is over as soon as it begins: what a test opens a session with to have it swept.</summary>
    public static TimeSpan Over { get; } = TimeSpan.FromHours(-1);

    public static Call Call { get; } = new(Definition.Of(TaskName.Stored("Maths.Add")), JsonText.EmptyObject, Timing.Now);

    /// <summary>A call whose task, when its worker is lost, is due again at once.</summary>
    public static Call Fragile { get; } =
        Call with
        {
            Definition = Call.Definition with { Retry = RetryPolicy.Default with { MaxDelay = TimeSpan.Zero } },
        };

    public static Failure Failure { get; } = new("System.InvalidOperationException", "no such user", "at Maths.Add()");

    public static Outcome Success { get; } = new Outcome.Succeeded(JsonText.From("3"));

    public static Outcome LastFailure { get; } = new Outcome.Failed(Failure);

    /// <summary>JSON that a store would change if it parsed it: white space, forms of numbers, escapes, members named twice.</summary>
    public static IReadOnlyList<JsonText> AwkwardJson { get; } =
    [
        JsonText.From("""{"a":1.0e5,"b":1E+2,"c":-0,"d":100000000000000000000.10}"""),
        JsonText.From("{ \"a\" :\t[1,2 ,3]\r\n,\"b\":{ } }"),
        JsonText.From("""{"escaped":"\u00e9\ud83d\ude00\u0041","plain":"é😀A"}"""),
        JsonText.From("""{"solidus":"\/","nul":"\u0000","quote":"'; DROP TABLE tasks; --"}"""),
        JsonText.From("""{"b":1,"a":2,"b":3}"""),
        JsonText.From("{\"right-to-left\":\"שלום\",\"combined\":\"e\u0301\",\"composed\":\"\u00e9\",\"zero-width\":\"a\u200db\"}"),
    ];

    /// <summary>Texts a store may stumble over.</summary>
    public static IReadOnlyList<string> AwkwardTexts { get; } =
    [
        "",
        " leading and trailing ",
        "O'Brien \"said\" `no`; --",
        "%_\\[a]",
        "línea\nnueva\r\n\ttab",
        "😀👩‍👩‍👧 שלום 日本語",
        new('x', 70_000),
    ];

    /// <summary>Names of which a store may mistake one for another: by case, trailing blanks, accents or wild cards.</summary>
    public static IReadOnlyList<string> AwkwardNames { get; } =
    ["t1", "T1", "t1 ", "t10", "t%", "t_", "t'1", "t\u00e9", "te\u0301", "t😀", "null", "0", "01", new('t', 64)];

    public static Call CallWith(string queue = "default", int priority = 0, Timing? timing = null, string arguments = "{}") =>
        new(
            Call.Definition with
            {
                Queue = QueueName.Stored(queue),
                Priority = TaskPriority.Stored(priority),
            },
            JsonText.From(arguments),
            timing ?? Timing.Now
        );

    public static TaskId Id(string text) => TaskId.Stored(text);

    public static SessionId Session(string boot) => SessionId.Of(WorkerId.From("worker")!.Value, boot);

    public static NewTask New(string id, Call? call = null) => new(Id(id), call ?? Call);

    public static ClaimRequest Claim(int count = 1, params string[] queues) =>
        new(count, count, QueueSelection.Only([.. queues.Select(QueueName.Stored)]), null, ClaimRequest.DefaultMaxBytes);
}
