using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.InMemory;

/// <summary>
/// Every task by id, with the indexes the verbs need: what waits, in the order of claiming; what each session holds; and what it holds
/// that was asked to end.
/// </summary>
internal sealed class TaskTable
{
    private readonly Dictionary<TaskId, TaskRecord> tasks = [];
    private readonly ReadyLanes ready = new();
    private readonly SessionIndex held = new();
    private readonly SessionIndex askedToEnd = new();

    public IEnumerable<TaskRecord> All => tasks.Values;

    public TaskRecord? Find(TaskId id) => tasks.GetValueOrDefault(id);

    public void Add(TaskRecord task)
    {
        tasks.Add(task.Id, task);
        Index(task);
    }

    public void Replace(TaskRecord before, TaskRecord task)
    {
        Unindex(before);
        tasks[task.Id] = task;
        Index(task);
    }

    public void Remove(TaskRecord task)
    {
        Unindex(task);
        tasks.Remove(task.Id);
    }

    /// <summary>What a session holds, by id; a list of its own, so that it can be walked while tasks are written.</summary>
    public IReadOnlyList<TaskRecord> HeldBy(SessionId session) => [.. held.Of(session).Select(id => tasks[id])];

    /// <summary>The leases of a session whose tasks were asked to end, by id.</summary>
    public IReadOnlyList<Hold> CancelRequestsOf(SessionId session) => [.. askedToEnd.Of(session).Select(id => tasks[id].Hold)];

    public IReadOnlyList<TaskRecord> Choose(ClaimRequest request, Instant now) => ready.Choose(request, now);

    public Instant? NextDueAt(QueueSelection queues, Instant now) => ready.NextDueAt(queues, now);

    private void Index(TaskRecord task)
    {
        if (task.State is TaskState.Ready)
        {
            ready.Add(task);
        }
        else if (task.State is TaskState.Running running)
        {
            held.Add(running.Session, task.Id);
            if (running.CancelRequested)
            {
                askedToEnd.Add(running.Session, task.Id);
            }
        }
    }

    private void Unindex(TaskRecord task)
    {
        if (task.State is TaskState.Ready)
        {
            ready.Remove(task);
        }
        else if (task.State is TaskState.Running running)
        {
            held.Remove(running.Session, task.Id);
            if (running.CancelRequested)
            {
                askedToEnd.Remove(running.Session, task.Id);
            }
        }
    }
}
