using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.Sqlite.Connecting;
using Tasks.Storage.Sqlite.Rows;
using Tasks.Storage.Sqlite.Schema;

namespace Tasks.Storage.Sqlite.Reading;

/// <summary>
/// The question a filter asks. Only what is given stands in it, so that SQLite sees which index fits. Lists walk the index of ids, or that of
/// what failed and was cancelled, and read no further than the page goes. What runs is as much as there are slots, and what waits may be a
/// few among very many: these are found by their own indexes, and sorted.
/// </summary>
/// <param name="names">The tables.</param>
/// <param name="filter">What is asked for.</param>
/// <param name="areFew">Whether no more than a few of the queue, or of all, are ready.</param>
internal sealed class FilterSql(TableNames names, TaskFilter filter, bool areFew = true)
{
    /// <summary>How many ready tasks are sorted for a page. A walk over more of them would sort them all again for each page.</summary>
    public const long UsualFew = 10_000;

    private readonly string table = "main." + names.Tasks;

    /// <summary>The rows, newest first. Where they are sorted, then by key: whole rows would carry their arguments through the sorter.</summary>
    public string List => SortedIndex is null ? Page(Column.All, table) : Sorted(Page("key", $"{table} INDEXED BY {SortedIndex}"));

    public string Count => $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {Condition} LIMIT ?6)";

    private string? SortedIndex =>
        filter.Status switch
        {
            Status.Running => names.Held,
            Status.Ready when areFew => names.Ready,
            _ => null,
        };

    // Literals, not parameters: only so does SQLite see that a partial index fits. They are numbers of ours. It does not
    // conclude that what is 3 or 4 is at least 3, as the index of what failed or was cancelled asks. A plus keeps it
    // from an index: that of ids, or skipping over queues in that of what is ready.
    private string Condition =>
        string.Join(
            " AND ",
            [
                filter.Status switch
                {
                    null => "1",
                    Status.Ready when !areFew => "+state = 0",
                    Status.Failed => "state = 3 AND state >= 3",
                    Status.Cancelled => "state = 4 AND state >= 3",
                    { } status => $"state = {(int)status}",
                },
                filter.Queue is null ? "1" : "queue = ?1",
                filter.Name is null ? "1" : "name = ?2",
                filter.EnqueuedSince is null ? "1" : "enqueued_at >= ?7",
                filter.EnqueuedBefore is null ? "1" : "enqueued_at < ?8",
                filter.ErrorType is null ? "1" : "instr(errors, ?9) > 0",
                filter.ListedAfter is null ? "1" : $"{(SortedIndex is null ? "" : "+")}id < ?10",
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

        if (filter.ListedAfter is { } last)
        {
            query.Bind(10, last.Value);
        }
    }

    private string Page(string columns, string source) =>
        $"SELECT {columns} FROM {source} WHERE {Condition} ORDER BY id DESC LIMIT ?4 OFFSET ?5";

    private string Sorted(string keys) => $"SELECT {Column.All} FROM {table} WHERE key IN ({keys}) ORDER BY id DESC";
}
