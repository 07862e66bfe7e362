using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.InMemory;

/// <summary>Ids of tasks by the session they belong to, each session's in order.</summary>
internal sealed class SessionIndex
{
    private static readonly SortedSet<TaskId> Nothing = [];

    private readonly Dictionary<SessionId, SortedSet<TaskId>> sessions = [];

    public IEnumerable<TaskId> Of(SessionId session) => sessions.GetValueOrDefault(session, Nothing);

    public void Add(SessionId session, TaskId id)
    {
        if (!sessions.TryGetValue(session, out var ids))
        {
            sessions[session] = ids = [];
        }

        ids.Add(id);
    }

    public void Remove(SessionId session, TaskId id)
    {
        if (sessions.TryGetValue(session, out var ids) && ids.Remove(id) && ids.Count == 0)
        {
            sessions.Remove(session);
        }
    }
}
