using Tasks.Domain.Calls;
using Tasks.Domain.Explaining;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Explaining;

/// <summary>What surrounds a task when somebody asks why it does not run: nothing, unless a test says so.</summary>
internal sealed record Scene(TaskRecord Task)
{
    public static readonly QueueName Special = Queue("special");

    /// <summary>A worker with two slots that serves every queue and knows every task; its leases last a minute.</summary>
    public static readonly WorkerProfile Able = new("box", 4711, "1.0", 2, default, null);

    public Instant Now { get; init; } = Noon + Second;

    public ValueList<Session> Sessions { get; init; }

    public Pauses Pauses { get; init; }

    public QueueStanding? Queue { get; init; }

    public IReadOnlyList<Finding> Findings => Explanation.Of(Task, Now, Sessions, Pauses, Queue);

    /// <summary>A task that waits in the queue "special" from noon on.</summary>
    public static Scene Of(TaskRecord? task = null) => new(task ?? Fresh(call: Add.In("special")));

    public static Session Open(SessionId id, WorkerProfile? profile = null) =>
        Domain.Leasing.Session.Open(id, Minute, profile ?? Able, Noon);

    public static WorkerProfile Serving(string queues) => Able with { Serves = QueueText.Stored(queues) };

    public Scene With(params ReadOnlySpan<Session> sessions) => this with { Sessions = [.. Sessions, .. sessions] };

    public Scene At(TimeSpan afterNoon) => this with { Now = Noon + afterNoon };
}
