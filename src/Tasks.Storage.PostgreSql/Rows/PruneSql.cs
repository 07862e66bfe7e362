using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>The statements that delete what has been kept long enough.</summary>
internal sealed class PruneSql(TableNames names)
{
    /// <summary>The moment with the next tasks in the order of ids: what decides how long they are kept. One row of NULLs where there is none.</summary>
    public string Look =>
        $"""
            SELECT {Moment.OfTransaction}, t.id, t.state, t.queue, t.finished_at
            FROM (SELECT 1) one LEFT JOIN (
                SELECT t.id, t.state, t.queue, t.finished_at FROM {names.Tasks} t WHERE t.id > $1 ORDER BY t.id LIMIT $2::int
            ) t ON true
            ORDER BY t.id
            """;

    /// <summary>
    /// Deletes those of the tasks named that still are as they were seen. One that somebody holds just now is left for the next walk: nobody is
    /// waited for. Gives how many went.
    /// </summary>
    public string Delete =>
        $"""
            WITH free AS MATERIALIZED (
                SELECT t.id FROM {names.Tasks} t JOIN unnest($1::text[], $2::bigint[]) AS w(id, finished_at) ON t.id = w.id
                WHERE t.state + 0 > 1 AND t.finished_at = w.finished_at
                ORDER BY t.id FOR UPDATE OF t SKIP LOCKED
            ),
            gone AS (
                DELETE FROM {names.Tasks} t USING free f WHERE t.id = f.id RETURNING 1
            )
            SELECT count(*) FROM gone
            """;
}
