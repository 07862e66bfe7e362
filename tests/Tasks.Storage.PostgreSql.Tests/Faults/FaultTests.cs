using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Faults;

public sealed class FaultTests : StoreTest
{
    [Fact, Trait("Fault", "F70")]
    public async Task An_exchange_with_an_outcome_that_is_refused_changes_nothing_and_succeeds_without_it()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;
        await ScalarAsync("ALTER TABLE $tasks ADD CHECK (result <> '\"bad\"')");
        var good = new Settlement(claimed[0].Hold, Some.Success);
        var bad = new Settlement(claimed[1].Hold, new Outcome.Succeeded(Domain.Calls.JsonText.From("\"bad\"")));

        await FaultAsync(TaskStoreFault.Refused, () => SettleAsync(store, Some.Session("1"), good, bad));
        Assert.Equal(2, await store.CountAsync(new(Status.Running), long.MaxValue, Cancelled));

        var answer = await SettleAsync(store, Some.Session("1"), good, bad with { Outcome = Some.LastFailure });
        Assert.Equal([Verdict.Applied, Verdict.Applied], answer.Settled.Select(settled => settled.Verdict));
    }

    [Fact, Trait("Fault", "F70")]
    public async Task A_text_that_the_server_cannot_hold_is_refused()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var running = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
        var impossible = Domain.Calls.JsonText.From("\"\0\"");

        var exception = await FaultAsync(
            TaskStoreFault.Refused,
            () => SettleAsync(store, Some.Session("1"), new Settlement(running.Hold, new Outcome.Succeeded(impossible)))
        );
        await FaultAsync(
            TaskStoreFault.Refused,
            () => EnqueueAsync(store, Some.New("b", new(running.Call.Definition, impossible, Domain.Calls.Timing.Now)))
        );

        Assert.Contains("cannot hold", exception.Message);
        Assert.Equal(1, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F21")]
    public async Task A_row_that_somebody_deleted_is_reported_missing_and_the_others_are_settled()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        var claimed = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;

        await ScalarAsync("DELETE FROM $tasks WHERE id = 'a'");
        var answer = await SettleAsync(store, Some.Session("1"), [.. claimed.Select(task => new Settlement(task.Hold, Some.Success))]);

        Assert.Equal([Verdict.Missing, Verdict.Applied], answer.Settled.Select(settled => settled.Verdict));
    }

    [Fact, Trait("Spec", "CLI-5")]
    public async Task A_row_that_somebody_spoilt_keeps_no_worker_from_the_next()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("spoilt"), Some.New("well"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        await ScalarAsync(
            "UPDATE $tasks SET policy = 'rubbish', errors = 'rubbish', workers = E'\\n\\n', metadata = 'rubbish', time_limit = -1, "
                + "wait_reason = 99, arguments = 'rubbish' WHERE id = 'spoilt'"
        );
        var claimed = (await ClaimAsync(store, Some.Session("1"), 2)).Claimed;
        var answer = await SettleAsync(store, Some.Session("1"), [.. claimed.Select(task => new Settlement(task.Hold, Some.LastFailure))]);

        Assert.Equal(["spoilt", "well"], claimed.Select(task => task.Id.Value));
        Assert.Equal([Verdict.Applied, Verdict.Applied], answer.Settled.Select(settled => settled.Verdict));
    }

    [Fact, Trait("Spec", "CLI-5")]
    public async Task A_row_in_a_state_that_nobody_knows_is_told_when_it_is_read_and_harms_no_other()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("odd"), Some.New("well"));
        await ScalarAsync("UPDATE $tasks SET state = 9 WHERE id = 'odd'");
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);

        var exception = await FaultAsync(TaskStoreFault.Unusable, () => ReadAsync(store, "odd"));
        await FaultAsync(TaskStoreFault.Unusable, () => store.CancelAsync([Some.Id("odd")], Cancelled));

        Assert.Contains("'odd'", exception.Message);
        Assert.Equal("well", Assert.Single((await ClaimAsync(store, Some.Session("1"), 2)).Claimed).Id.Value);
    }

    [Fact]
    public async Task Tables_that_somebody_dropped_are_told_and_what_the_script_makes_again_is_used_again()
    {
        var store = await OpenAsync();
        await store.PrepareAsync(Cancelled);
        await ScalarAsync("DROP TABLE $sessions");

        var exception = await FaultAsync(
            TaskStoreFault.Unusable,
            () => store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled)
        );

        Assert.Contains("schema", exception.Message);
        await ScalarAsync(PostgreSql.Schema.PostgreSqlSchema.Script(Place.Schema, "tasks_"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
    }

    [Fact, Trait("Fault", "F32")]
    public async Task A_lock_that_is_held_for_too_long_is_told_and_the_session_goes_on()
    {
        var options = Place.Options();
        options.CommandTimeout = TimeSpan.FromSeconds(1);
        var store = await OpenAsync(options);
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await using var transaction = await (await ConnectAsync()).BeginTransactionAsync(Cancelled);
        await using var command = new Npgsql.NpgsqlCommand(
            $"SELECT FROM \"{Place.Schema}\".tasks_tasks FOR UPDATE",
            transaction.Connection
        );
        await command.ExecuteNonQueryAsync(Cancelled);

        await FaultAsync(TaskStoreFault.Unavailable, () => store.CancelAsync([Some.Id("a")], Cancelled));

        Assert.True((await store.BeatAsync(new(Some.Session("1"), Some.Hour), Cancelled)).IsAccepted);
        await transaction.RollbackAsync(Cancelled);
        Assert.NotNull(Assert.Single(await store.CancelAsync([Some.Id("a")], Cancelled)).Change);
    }

    [Fact, Trait("Fault", "F32"), Trait("Fault", "F22")]
    public async Task Those_who_speak_of_the_same_tasks_in_different_orders_do_not_stop_each_other()
    {
        var store = await OpenAsync();
        var session = Some.Session("1");
        await store.OpenAsync(session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, [.. Enumerable.Range(0, 100).Select(number => Some.New($"t{number}"))]);
        var claimed = (await ClaimAsync(store, session, 100)).Claimed;
        TaskId[] ids = [.. claimed.Select(task => task.Id)];

        await Task.WhenAll(
            store.CancelAsync(ids, Cancelled),
            store.CancelAsync([.. ids.Reverse()], Cancelled),
            SettleAsync(store, session, [.. claimed.Take(50).Select(Success)]),
            SettleAsync(store, session, [.. claimed.Skip(50).Reverse().Select(Success)]),
            store.ReconcileAsync(session, 1, [.. claimed.Select(task => task.Hold)], Cancelled)
        );

        Assert.Equal(100, await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F64"), Trait("Spec", "LIFE-12")]
    public async Task An_exchange_that_waited_for_a_reconciliation_sees_its_turn_and_claims_nothing()
    {
        var store = await OpenAsync();
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        await using var transaction = await (await ConnectAsync()).BeginTransactionAsync(Cancelled);
        await using (
            var command = new Npgsql.NpgsqlCommand(
                $"SELECT FROM \"{Place.Schema}\".tasks_sessions FOR UPDATE; UPDATE \"{Place.Schema}\".tasks_sessions SET turn = 1",
                transaction.Connection
            )
        )
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        var exchange = ClaimAsync(store, Some.Session("1"));
        await Eventually.TrueAsync(
            async () =>
                await ScalarAsync(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%" + Place.Schema + "%'"
                )
                    is > 0L,
            "the wait"
        );
        await transaction.CommitAsync(Cancelled);

        var answer = await exchange;
        Assert.Equal(SessionStanding.TurnPassed, answer.Standing);
        Assert.Empty(answer.Claimed);
    }

    private static Settlement Success(TaskRecord task) => new(task.Hold, Some.Success);
}
