using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>
/// The statement that asks the server how it is. Any user may; of other users' transactions it then sees nothing, unless it is a member of
/// <c>pg_read_all_stats</c>.
/// </summary>
internal sealed class InspectionSql(TableNames names)
{
    public string Look =>
        $"""
            SELECT {Moment.OfTransaction},
                ARRAY(
                    SELECT s.name FROM pg_settings s
                    WHERE s.name IN ('synchronous_commit', 'fsync', 'full_page_writes', 'autovacuum') AND s.setting = 'off' ORDER BY s.name
                ),
                coalesce(s.n_live_tup, 0), coalesce(s.n_dead_tup, 0), pg_table_size(c.oid), pg_indexes_size(c.oid),
                coalesce((
                    SELECT extract(epoch FROM max(clock_timestamp() - a.xact_start)) FROM pg_stat_activity a
                    WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL) AND a.datname = current_database()
                        AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
                ), 0)::float8
            FROM (SELECT '{names.Tasks}'::regclass AS oid) c LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
            """;
}
