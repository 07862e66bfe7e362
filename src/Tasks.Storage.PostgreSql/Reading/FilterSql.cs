using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>The question a filter asks. Only what is given stands in it, so that the planner sees which index fits.</summary>
internal static class FilterSql
{
    /// <summary>The rows, newest first. Sorted by id first: sorting whole rows would carry their arguments through the sorter.</summary>
    public static Query List(TableNames names, TaskFilter filter)
    {
        var query = $"""
            SELECT {Column.All} FROM {names.Tasks} t
            WHERE t.id IN (
                SELECT t.id FROM {names.Tasks} t WHERE {Condition(filter)}
                ORDER BY t.id DESC LIMIT $7::int OFFSET $8::int
            )
            ORDER BY t.id DESC
            """;
        return Bound(query, filter).With(filter.Limit).With(filter.Offset);
    }

    public static Query Count(TableNames names, TaskFilter filter, long atMost) =>
        Bound($"SELECT count(*) FROM (SELECT FROM {names.Tasks} t WHERE {Condition(filter)} LIMIT $7::bigint) c", filter).With(atMost);

    private static Query Bound(string sql, TaskFilter filter) =>
        new Query(sql)
            .With(filter.Queue?.Value)
            .With(filter.Name?.Value)
            .With(filter.EnqueuedSince)
            .With(filter.EnqueuedBefore)
            .With(filter.ErrorType is { } type ? ErrorsText.NeedleOf(type) : null)
            .With(filter.ListedAfter?.Value);

    // Literals, not parameters: only so does the planner see that a partial index fits. They are numbers of ours. All parameters stand in
    // every question, so that each has a type.
    private static string Condition(TaskFilter filter) =>
        string.Join(
            " AND ",
            [
                filter.Status switch
                {
                    null => "true",
                    Status.Failed => "t.state = 3 AND t.state >= 3",
                    Status.Cancelled => "t.state = 4 AND t.state >= 3",
                    { } status => $"t.state = {(int)status}",
                },
                filter.Queue is null ? "$1::text IS NULL" : "t.queue = $1::text",
                filter.Name is null ? "$2::text IS NULL" : "t.name = $2::text",
                filter.EnqueuedSince is null ? "$3::bigint IS NULL" : "t.enqueued_at >= $3::bigint",
                filter.EnqueuedBefore is null ? "$4::bigint IS NULL" : "t.enqueued_at < $4::bigint",
                filter.ErrorType is null ? "$5::text IS NULL" : "strpos(t.errors, $5::text) > 0",
                filter.ListedAfter is null ? "$6::text IS NULL" : "t.id < $6::text",
            ]
        );
}
