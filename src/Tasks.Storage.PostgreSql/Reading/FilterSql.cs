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
                ORDER BY t.enqueued_at DESC, t.id DESC LIMIT $8::int OFFSET $9::int
            )
            ORDER BY t.enqueued_at DESC, t.id DESC
            """;
        return Bound(query, filter).With(filter.Limit).With(filter.Offset);
    }

    public static Query Count(TableNames names, TaskFilter filter, long atMost) =>
        Bound($"SELECT count(*) FROM (SELECT FROM {names.Tasks} t WHERE {Condition(filter)} LIMIT $8::bigint) c", filter).With(atMost);

    private static Query Bound(string sql, TaskFilter filter) =>
        new Query(sql)
            .With(filter.Queue?.Value)
            .With(filter.Name?.Value)
            .With(filter.EnqueuedSince)
            .With(filter.EnqueuedBefore)
            .With(filter.ErrorType is { } type ? ErrorsText.NeedleOf(type) : null)
            .With(filter.ListedAfter?.EnqueuedAt)
            .With(filter.ListedAfter?.Id.Value);

    // A literal, not a parameter: only so does the planner see that a partial index fits. It is a number of ours. All parameters stand in
    // every question, so that each has a type.
    private static string Condition(TaskFilter filter) =>
        string.Join(
            " AND ",
            [
                filter.Status is { } status ? $"t.state = {(int)status}" : "true",
                filter.Queue is null ? "$1::text IS NULL" : "t.queue = $1::text",
                filter.Name is null ? "$2::text IS NULL" : "t.name = $2::text",
                filter.EnqueuedSince is null ? "$3::bigint IS NULL" : "t.enqueued_at >= $3::bigint",
                filter.EnqueuedBefore is null ? "$4::bigint IS NULL" : "t.enqueued_at < $4::bigint",
                filter.ErrorType is null ? "$5::text IS NULL" : "strpos(t.errors, $5::text) > 0",
                filter.ListedAfter is null ? "$6::bigint IS NULL AND $7::text IS NULL" : "(t.enqueued_at, t.id) < ($6::bigint, $7::text)",
            ]
        );
}
