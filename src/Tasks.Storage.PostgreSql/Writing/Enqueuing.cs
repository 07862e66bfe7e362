using System.Text;
using Npgsql;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Takes new tasks; one whose id is there already is answered as it is stored.</summary>
internal static class Enqueuing
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Stores tasks, all or none, and gives them in the order of the input.</summary>
    /// <param name="lane">Where, outside any transaction.</param>
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
        if (fresh.Length == tasks.Count)
        {
            try
            {
                var now = await InsertAsync(lane, EnqueueQuery.Of(statements.Enqueues.Insert, fresh, notify), cancellationToken);
                return Each(tasks, task => TaskLifecycle.Enqueue(task.Id, task.Call, now));
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Enqueued once more, its first answer lost: nothing was stored now, and the other statement copes.
            }
        }

        return await EnqueueMissingAsync(lane, statements, tasks, notify, cancellationToken);
    }

    /// <summary>The same where some may be there already, or where a failure would end a transaction that is another's.</summary>
    /// <param name="lane">Where, inside a transaction or outside.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="tasks">The calls, each with its id.</param>
    /// <param name="notify">The queues that others are told of in the same step.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    public static async Task<IReadOnlyList<TaskRecord>> EnqueueMissingAsync(
        Lane lane,
        Statements statements,
        IReadOnlyList<NewTask> tasks,
        string?[] notify,
        CancellationToken cancellationToken
    )
    {
        var fresh = FirstOfEach(tasks);
        var insertion = EnqueueQuery.Of(statements.Enqueues.InsertMissing, fresh, notify);
        var (now, stored) = await InsertMissingAsync(lane, insertion, cancellationToken);
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

    private static async Task<Instant> InsertAsync(Lane lane, Query insertion, CancellationToken cancellationToken)
    {
        await using var reader = await lane.ReadAsync([insertion], cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt64(0));
    }

    private static async Task<(Instant Now, HashSet<string>? Stored)> InsertMissingAsync(
        Lane lane,
        Query insertion,
        CancellationToken cancellationToken
    )
    {
        await using var reader = await lane.ReadAsync([insertion], cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new(reader.GetInt64(0)), reader.IsDBNull(2) ? null : [.. reader.GetFieldValue<string[]>(2)]);
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

    private static TaskStoreException Vanished(TaskId id) =>
        new(
            TaskStoreFault.Unavailable,
            $"Task '{id.Value}' was there already and is not to be seen from this transaction: enqueue it again in a new one."
        );
}
