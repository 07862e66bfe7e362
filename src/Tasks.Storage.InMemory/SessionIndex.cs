using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.InMemory;

/// <summary>Ids of tasks by the session they belong to.</summary>
internal sealed class SessionIndex
{
    private readonly Dictionary<SessionId, HashSet<TaskId>> sessions = [];

    /// <summary>A session's, in order: a list of its own.</summary>
    public IReadOnlyList<TaskId> Of(SessionId session) => sessions.TryGetValue(session, out var ids) ? [.. ids.Order()] : [];

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
