using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Tasks that were read and locked in one transaction, and what the domain makes of them: moves are decided one after the other, each on
/// what the one before has left, and written together.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<TaskId, TaskRecord> tasks;
    private readonly Dictionary<TaskId, long> changed = [];

    public Ledger(IEnumerable<TaskRecord> locked) => tasks = locked.ToDictionary(task => task.Id);

    /// <summary>Every task that was locked, as it is by now.</summary>
    public IEnumerable<TaskRecord> Tasks => tasks.Values;

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<(long UnderLease, TaskRecord Becomes)> Changes =>
        [.. changed.OrderBy(entry => entry.Key).Select(entry => (entry.Value, tasks[entry.Key]))];

    /// <summary>The queues in which something waits that did not before.</summary>
    public IEnumerable<QueueName> Filled =>
        changed
            .Keys.Select(id => tasks[id])
            .Where(task => task.State is TaskState.Ready)
            .Select(task => task.Call.Definition.Queue)
            .Distinct();

    /// <summary>Decides a move, and keeps what comes of it.</summary>
    public Either<TaskRefusal, TaskChange> Move(TaskId id, Func<TaskRecord, Either<TaskRefusal, TaskChange>> move)
    {
        if (!tasks.TryGetValue(id, out var task))
        {
            return new TaskRefusal.NoSuchTask(id);
        }

        var decision = move(task);
        if (decision.Allows(out var change, out _))
        {
            changed.TryAdd(id, task.Lease);
            tasks[id] = change.Becomes;
        }

        return decision;
    }
}
