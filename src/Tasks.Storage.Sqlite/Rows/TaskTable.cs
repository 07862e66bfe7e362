using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Retaining;
using Tasks.Storage.Sqlite.Connecting;

namespace Tasks.Storage.Sqlite.Rows;

/// <summary>The table of tasks as one connection reads it.</summary>
internal sealed class TaskTable(StatementSet statements, TaskSql sql)
{
    public RowReader Rows { get; } = new();

    private Statement ArgumentsByKey => field ??= statements.Keep(sql.ReadArguments);

    private Statement ById => field ??= statements.Keep(sql.Find);

    private Statement LeanById => field ??= statements.Keep(sql.FindLean);

    private Statement ByKey => field ??= statements.Keep(sql.Get);

    private Statement AfterId => field ??= statements.Keep(sql.After);

    private Statement BySession => field ??= statements.Keep(sql.HeldBy);

    private Statement KeysBySession => field ??= statements.Keep(sql.KeysHeldBy);

    private Statement AnyBySession => field ??= statements.Keep(sql.AnyHeldBy);

    private Statement HolderAfter => field ??= statements.Keep(sql.NextHolder);

    private Statement CancelsBySession => field ??= statements.Keep(sql.CancelRequests);

    /// <summary>The whole task; null where there is none.</summary>
    public StoredTask? Find(TaskId id)
    {
        ById.Bind(1, id.Value);
        return One(ById);
    }

    /// <summary>The whole task in a row.</summary>
    public StoredTask? Get(long key)
    {
        ByKey.Bind(1, key);
        return One(ByKey);
    }

    /// <summary>The task without arguments and result, which may be large; null where there is none.</summary>
    public StoredTask? FindLean(TaskId id)
    {
        LeanById.Bind(1, id.Value);
        StoredTask? found = LeanById.Step() ? Rows.ReadLean(LeanById) : null;
        LeanById.Reset();
        return found;
    }

    /// <summary>One step of a walk in the order of ids.</summary>
    /// <param name="request">From where, how far, and what has been kept long enough.</param>
    /// <param name="now">The store's moment.</param>
    /// <returns>The keys of what is over, and the last task looked at; null once it came to the end.</returns>
    public (List<long> Over, TaskId? LookedTo) Walk(PruneRequest request, Instant now)
    {
        // No id is the empty text.
        AfterId.Bind(1, request.After?.Value ?? "");
        AfterId.Bind(2, request.Look);
        var (over, looked, last) = (new List<long>(), 0, default(TaskId));
        for (; AfterId.Step(); looked++)
        {
            last = TaskId.Stored(AfterId.Text(1));
            var queue = QueueName.Stored(AfterId.Text(3));
            if (request.Retention.IsOver((Status)AfterId.Long(2), queue, AfterId.MomentOrNull(4), now))
            {
                over.Add(AfterId.Long(0));
            }
        }

        AfterId.Reset();
        return (over, looked == request.Look ? last : null);
    }

    /// <summary>The same task with its arguments, wherever they are.</summary>
    public StoredTask WithArguments(StoredTask stored)
    {
        if (!stored.AreArgumentsElsewhere)
        {
            return stored;
        }

        ArgumentsByKey.Bind(1, stored.Key);
        var arguments = ArgumentsByKey.Step() ? new JsonText(ArgumentsByKey.Utf8(0).ToArray()) : JsonText.Null;
        ArgumentsByKey.Reset();
        var task = stored.Task with { Call = stored.Task.Call with { Arguments = arguments } };
        return new(stored.Key, task, AreArgumentsElsewhere: false);
    }

    /// <summary>What a session holds, without arguments.</summary>
    public List<StoredTask> HeldBy(long session)
    {
        var held = new List<StoredTask>();
        BySession.Bind(1, session);
        while (BySession.Step())
        {
            held.Add(Rows.ReadLean(BySession));
        }

        BySession.Reset();
        return held;
    }

    /// <summary>Ids and keys of the first tasks, by id, that a session holds.</summary>
    public List<(TaskId Id, long Key)> KeysHeldBy(long session, int limit)
    {
        var keys = new List<(TaskId, long)>();
        KeysBySession.Bind(1, session);
        KeysBySession.Bind(2, limit);
        while (KeysBySession.Step())
        {
            keys.Add((TaskId.Stored(KeysBySession.Text(1)), KeysBySession.Long(0)));
        }

        KeysBySession.Reset();
        return keys;
    }

    public bool HoldsAny(long session)
    {
        AnyBySession.Bind(1, session);
        var any = AnyBySession.Step();
        AnyBySession.Reset();
        return any;
    }

    /// <summary>The keys of all sessions that hold anything, known or not.</summary>
    public List<long> Holders()
    {
        var holders = new List<long>();
        var last = long.MinValue;
        while (true)
        {
            HolderAfter.Bind(1, last);
            var isThere = HolderAfter.Step();
            last = isThere ? HolderAfter.Long(0) : last;
            HolderAfter.Reset();
            if (!isThere)
            {
                return holders;
            }

            holders.Add(last);
        }
    }

    public IReadOnlyList<Hold> CancelRequestsOf(long session)
    {
        List<Hold>? requests = null;
        CancelsBySession.Bind(1, session);
        while (CancelsBySession.Step())
        {
            (requests ??= []).Add(new(TaskId.Stored(CancelsBySession.Text(0)), CancelsBySession.Long(1)));
        }

        CancelsBySession.Reset();
        requests?.Sort((one, other) => one.Id.CompareTo(other.Id));
        return (IReadOnlyList<Hold>?)requests ?? [];
    }

    private StoredTask? One(Statement query)
    {
        StoredTask? found = query.Step() ? Rows.Read(query) : null;
        query.Reset();
        return found is { } stored ? WithArguments(stored) : null;
    }
}
