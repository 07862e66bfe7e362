using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.InMemory;

/// <summary>Every task by id, with the two indexes the verbs need: what waits, in the order of claiming, and what each session holds.</summary>
internal sealed class TaskTable
{
    private static readonly SortedSet<TaskId> Nothing = [];

    private readonly Dictionary<TaskId, TaskRecord> tasks = [];
    private readonly ReadyLanes ready = new();
    private readonly Dictionary<SessionId, SortedSet<TaskId>> held = [];

    public IEnumerable<TaskRecord> All => tasks.Values;

    public TaskRecord? Find(TaskId id) => tasks.GetValueOrDefault(id);

    /// <summary>Stores a task, in place of what was stored under its id.</summary>
    public void Write(TaskRecord task)
    {
        if (tasks.TryGetValue(task.Id, out var before))
        {
            Unindex(before);
        }

        tasks[task.Id] = task;
        Index(task);
    }

    /// <summary>What a session holds, by id; a list of its own, so that it can be walked while tasks are written.</summary>
    public IReadOnlyList<TaskRecord> HeldBy(SessionId session) => [.. held.GetValueOrDefault(session, Nothing).Select(id => tasks[id])];

    public IReadOnlyList<TaskRecord> Choose(ClaimRequest request, Instant now) => ready.Choose(request, now, tasks);

    public Instant? NextDueAt(QueueSelection queues, Instant now) => ready.NextDueAt(queues, now);

    private void Index(TaskRecord task)
    {
        if (task.State is TaskState.Ready)
        {
            ready.Add(task);
        }
        else if (task.State is TaskState.Running running)
        {
            if (!held.TryGetValue(running.Session, out var ids))
            {
                held[running.Session] = ids = [];
            }

            ids.Add(task.Id);
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
            var ids = held[running.Session];
            ids.Remove(task.Id);
            if (ids.Count == 0)
            {
                held.Remove(running.Session);
            }
        }
    }
}
