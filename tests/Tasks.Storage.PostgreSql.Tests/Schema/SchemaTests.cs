using Tasks.Domain.Leasing;
using Tasks.Storage.Contract;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Tests.Schema;

public sealed class SchemaTests : StoreTest
{
    [Fact, Trait("Spec", "BE-5")]
    public async Task What_the_script_makes_is_what_the_store_makes()
    {
        await ScalarAsync(PostgreSqlSchema.Script(Place.Schema, "byhand_"));
        await ScalarAsync(PostgreSqlSchema.Script(Place.Schema, "byhand_"));
        var byHand = await OpenAsync(Place.Options("byhand_"));
        await EnqueueAsync(byHand, Some.New("a"));
        await (await OpenAsync(Place.Options("itself_"))).PrepareAsync(Cancelled);

        Assert.NotNull(await ReadAsync(byHand, "a"));
        var definitions = await DefinitionsAsync("byhand_");
        Assert.Contains("autovacuum", definitions);
        // What version 12 does not know is set where the server knows it.
        Assert.Contains("autovacuum_vacuum_insert_threshold=100000", definitions);
        Assert.Equal(await DefinitionsAsync("itself_"), definitions);
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F57")]
    public async Task A_newer_schema_is_refused_before_anything_is_claimed()
    {
        await EnqueueAsync(await OpenAsync(), Some.New("a"));
        await ScalarAsync("UPDATE $schema SET version = version + 1");
        var store = await OpenAsync();

        var exception = await FaultAsync(
            TaskStoreFault.SchemaTooNew,
            () => store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled)
        );
        Assert.Contains("update the program", exception.Message);
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => EnqueueAsync(store, Some.New("b")));
        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ReadAsync(store, "a"));
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM $sessions"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F57")]
    public async Task A_schema_that_becomes_newer_while_a_worker_runs_stops_its_claims_and_outcomes()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var running = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);

        await ScalarAsync("UPDATE $schema SET version = version + 1");

        await FaultAsync(TaskStoreFault.SchemaTooNew, () => ClaimAsync(store, Some.Session("1")));
        await FaultAsync(
            TaskStoreFault.SchemaTooNew,
            () => SettleAsync(store, Some.Session("1"), new Domain.Protocol.Settlement(running.Hold, Some.Success))
        );
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM $tasks WHERE state = 0"));
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM $tasks WHERE state = 1"));
    }

    [Fact, Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Ten_stores_that_start_at_once_make_the_schema_once()
    {
        var stores = new List<PostgreSqlStore>();
        for (var number = 0; number < 10; number++)
        {
            stores.Add(await OpenAsync());
        }

        using var start = new Barrier(stores.Count);
        await Task.WhenAll(
            stores.Select(
                (store, number) =>
                    Task
                        .Factory.StartNew(
                            () =>
                            {
                                start.SignalAndWait(Cancelled);
                                return EnqueueAsync(store, Some.New($"t{number}"));
                            },
                            Cancelled,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                        .Unwrap()
            )
        );

        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM $schema"));
        Assert.Equal(10L, await ScalarAsync("SELECT count(*) FROM $tasks"));
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_told_what_to_do_and_works_with_tables_made_by_hand()
    {
        var role = "role_" + Guid.NewGuid().ToString("N");
        var text = await PostgreSqlPlace.ConnectionStringAsync();
        await using var owner = Npgsql.NpgsqlDataSource.Create(text);
        await using (var command = owner.CreateCommand($"CREATE ROLE {role} LOGIN PASSWORD 'secret'"))
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        var limited = new Npgsql.NpgsqlConnectionStringBuilder(text) { Username = role, Password = "secret" };
        var options = new PostgreSqlBackendOptions { Schema = "apart", Prefix = "tasks_" };
        await using var store = new PostgreSqlStore(options, DatabasePlace.Of(limited.ConnectionString, options));

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => EnqueueAsync(store, Some.New("a")));
        Assert.Contains("schema command", exception.Message);

        var rights = $"""
            GRANT USAGE ON SCHEMA apart TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA apart TO {role}
            """;
        await using (var command = owner.CreateCommand(PostgreSqlSchema.Script("apart", "tasks_") + rights))
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
    }

    private async Task<string> DefinitionsAsync(string prefix) =>
        (string)
            (
                await ScalarAsync(
                    $"""
                    SELECT string_agg(line, chr(10) ORDER BY line) FROM (
                        SELECT replace(table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                            || coalesce(column_default, '') || ' ' || coalesce(collation_name, ''), '{prefix}', '') AS line
                        FROM information_schema.columns WHERE table_schema = '{Place.Schema}' AND table_name LIKE '{prefix}%'
                        UNION ALL
                        SELECT replace(indexdef, '{prefix}', '') FROM pg_indexes WHERE schemaname = '{Place.Schema}' AND tablename LIKE '{prefix}%'
                        UNION ALL
                        SELECT replace(relname, '{prefix}', '') || array_to_string(reloptions, ' ') FROM pg_class
                        WHERE relnamespace = '{Place.Schema}'::regnamespace AND relname LIKE '{prefix}%' AND reloptions IS NOT NULL
                    ) lines
                    """
                )
            )!;
}
