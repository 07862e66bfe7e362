using System.Text;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Takes new tasks; one whose id is there already is answered as it is stored.</summary>
internal static class Enqueuing
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Stores tasks, all or none, and gives them in the order of the input.</summary>
    /// <param name="lane">Where.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="tasks">The calls, each with its id.</param>
    /// <param name="notify">The queues that others are told of in the same step.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    public static async Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
        Lane lane,
        Statements statements,
        IReadOnlyList<NewTask> tasks,
        string?[] notify,
        CancellationToken cancellationToken
    )
    {
        var fresh = FirstOfEach(tasks);
        var (now, stored) = await InsertAsync(lane, Insertion(statements, fresh, notify), cancellationToken);
        if (stored is null && fresh.Length == tasks.Count)
        {
            return Each(tasks, task => TaskLifecycle.Enqueue(task.Id, task.Call, now));
        }

        var known = fresh
            .Where(task => stored is null || stored.Contains(task.Id.Value))
            .ToDictionary(task => task.Id, task => TaskLifecycle.Enqueue(task.Id, task.Call, now));
        if (known.Count < fresh.Length)
        {
            await FindAsync(lane, statements, fresh, known, cancellationToken);
        }

        return Each(tasks, task => known.TryGetValue(task.Id, out var found) ? found : throw Vanished(task.Id));
    }

    /// <summary>Reads those that were there already.</summary>
    private static async Task FindAsync(
        Lane lane,
        Statements statements,
        NewTask[] fresh,
        Dictionary<TaskId, TaskRecord> known,
        CancellationToken cancellationToken
    )
    {
        var others = fresh.Where(task => !known.ContainsKey(task.Id)).Select(task => (string?)task.Id.Value).ToArray();
        await using var reader = await lane.ReadAsync([new Query(statements.Tasks.Find).With(others)], cancellationToken);
        var rows = new RowReader(reader);
        while (await reader.ReadAsync(cancellationToken))
        {
            var found = rows.Read();
            known.Add(found.Id, found);
        }
    }

    /// <exception cref="TaskStoreException">A name or id is no text.</exception>
    public static void RequireText(IReadOnlyList<NewTask> tasks)
    {
        foreach (var (id, call) in tasks)
        {
            RequireText(id.Value);
            RequireText(call.Definition.Name.Value);
            RequireText(call.Definition.Queue.Value);
        }
    }

    private static void RequireText(string text)
    {
        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new TaskStoreException(
                TaskStoreFault.Refused,
                "A name or id holds half a surrogate pair, which is no text: leave it out.",
                exception
            );
        }
    }

    private static async Task<(Instant Now, HashSet<string>? Stored)> InsertAsync(
        Lane lane,
        Query insertion,
        CancellationToken cancellationToken
    )
    {
        await using var reader = await lane.ReadAsync([insertion], cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new(reader.GetInt64(0)), reader.IsDBNull(1) ? null : [.. reader.GetFieldValue<string[]>(1)]);
    }

    /// <summary>In the order of ids, in which everybody locks; of an id that comes twice, the first.</summary>
    private static NewTask[] FirstOfEach(IReadOnlyList<NewTask> tasks)
    {
        // Ids of one process grow: mostly they are in order.
        for (var index = 1; index < tasks.Count; index++)
        {
            if (tasks[index - 1].Id.CompareTo(tasks[index].Id) >= 0)
            {
                return [.. tasks.DistinctBy(task => task.Id).OrderBy(task => task.Id)];
            }
        }

        return [.. tasks];
    }

    private static TaskRecord[] Each(IReadOnlyList<NewTask> tasks, Func<NewTask, TaskRecord> make)
    {
        var made = new TaskRecord[tasks.Count];
        for (var index = 0; index < made.Length; index++)
        {
            made[index] = make(tasks[index]);
        }

        return made;
    }

    private static Query Insertion(Statements statements, NewTask[] tasks, string?[] notify) =>
        new Query(statements.Enqueues.Insert)
            .With(Array.ConvertAll(tasks, task => (string?)task.Id.Value))
            .With(Array.ConvertAll(tasks, task => (string?)task.Call.Definition.Name.Value))
            .With(Array.ConvertAll(tasks, task => (string?)task.Call.Definition.Queue.Value))
            .With(Array.ConvertAll(tasks, task => task.Call.Definition.Priority.Value))
            .With(Array.ConvertAll(tasks, task => PolicyText.Of(task.Call.Definition.Retry)))
            .With(Array.ConvertAll(tasks, task => task.Call.Definition.TimeLimit?.Ticks))
            .With(Array.ConvertAll(tasks, task => task.Call.Timing is Timing.NotBefore at ? at.Moment.Microseconds : (long?)null))
            .With(Array.ConvertAll(tasks, task => task.Call.Timing is Timing.After after ? Moment.Microseconds(after.Delay) : (long?)null))
            .With(Array.ConvertAll(tasks, task => (byte[]?)TaskWriting.Bytes(task.Call.Arguments)))
            .With(notify)
            .With(Array.ConvertAll(tasks, task => task.Call.Trace));

    private static TaskStoreException Vanished(TaskId id) =>
        new(
            TaskStoreFault.Unavailable,
            $"Task '{id.Value}' was there already and is not to be seen from this transaction: enqueue it again in a new one."
        );
}
