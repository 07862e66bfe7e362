using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores;

namespace Tasks.CommandLine;

/// <summary>Finds the one task that a command is about.</summary>
internal static class OneTask
{
    /// <exception cref="TaskResultDoesNotExistException">There is no such task.</exception>
    public static async Task<TaskRecord> FindAsync(ITaskStore store, string id, CancellationToken cancellationToken) =>
        (TaskId.From(id) is { } known ? (await store.ReadAsync([known], cancellationToken))[0] : null)
        ?? throw new TaskResultDoesNotExistException($"No task has the id '{id}'.");
}
