using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Reading;

/// <summary>The question a filter asks. Only what is given stands in it, so that the planner sees which index fits.</summary>
internal sealed class FilterSql(TableNames names, TaskFilter filter)
{
    private readonly string table = "main." + names.Tasks;

    /// <summary>The rows, newest first. Sorted by key first: sorting whole rows would carry their arguments through the sorter.</summary>
    public string List =>
        $"""
            SELECT {Column.All} FROM {table}
            WHERE key IN (SELECT key FROM {table} WHERE {Condition} ORDER BY enqueued_at DESC, id DESC LIMIT ?4 OFFSET ?5)
            ORDER BY enqueued_at DESC, id DESC
            """;

    public string Count => $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {Condition} LIMIT ?6)";

    // A literal, not a parameter: only so does SQLite see that a partial index fits. It is a number of ours.
    private string Condition =>
        string.Join(
            " AND ",
            [
                filter.Status is { } status ? $"state = {(int)status}" : "1",
                filter.Queue is null ? "1" : "queue = ?1",
                filter.Name is null ? "1" : "name = ?2",
                filter.EnqueuedSince is null ? "1" : "enqueued_at >= ?7",
                filter.EnqueuedBefore is null ? "1" : "enqueued_at < ?8",
                filter.ErrorType is null ? "1" : "instr(errors, ?9) > 0",
                filter.ListedAfter is null ? "1" : "(enqueued_at, id) < (?10, ?11)",
            ]
        );

    public void BindPage(Statement query)
    {
        query.Bind(4, filter.Limit);
        query.Bind(5, filter.Offset);
    }

    public static void BindMost(Statement query, long atMost) => query.Bind(6, atMost);

    public void Bind(Statement query)
    {
        if (filter.Queue is { } queue)
        {
            query.Bind(1, queue.Value);
        }

        if (filter.Name is { } name)
        {
            query.Bind(2, name.Value);
        }

        if (filter.EnqueuedSince is { } since)
        {
            query.Bind(7, since);
        }

        if (filter.EnqueuedBefore is { } before)
        {
            query.Bind(8, before);
        }

        if (filter.ErrorType is { } type)
        {
            query.Bind(9, ErrorsText.NeedleOf(type));
        }

        if (filter.ListedAfter is { } place)
        {
            query.Bind(10, place.EnqueuedAt);
            query.Bind(11, place.Id.Value);
        }
    }
}
