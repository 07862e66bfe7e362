using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Reading;

/// <summary>The statement that asks the server how it is. Any user may; of the sessions of others it then sees no snapshots.</summary>
internal sealed class InspectionSql(TableNames names)
{
    public const int Now = 0;
    public const int SynchronousCommit = 1;
    public const int Fsync = 2;
    public const int FullPageWrites = 3;
    public const int Autovacuum = 4;
    public const int LiveRows = 5;
    public const int DeadRows = 6;
    public const int TableBytes = 7;
    public const int IndexBytes = 8;
    public const int OldestSnapshot = 9;

    public string Look =>
        $"""
            SELECT {Moment.OfTransaction}, current_setting('synchronous_commit'), current_setting('fsync'),
                current_setting('full_page_writes'), current_setting('autovacuum'),
                coalesce(s.n_live_tup, 0), coalesce(s.n_dead_tup, 0), pg_table_size(c.oid), pg_indexes_size(c.oid),
                coalesce((
                    SELECT extract(epoch FROM max(clock_timestamp() - a.xact_start)) FROM pg_stat_activity a
                    WHERE a.backend_xmin IS NOT NULL AND a.pid <> pg_backend_pid()
                ), 0)::float8
            FROM (SELECT '{names.Tasks}'::regclass AS oid) c LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
            """;
}
