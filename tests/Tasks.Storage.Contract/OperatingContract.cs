using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;

namespace Tasks.Storage.Contract;

/// <summary>What operators ask of a store: who works, what there is to do, pauses, and how far what has finished is kept.</summary>
public abstract class OperatingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    private static readonly QueueName Mail = QueueName.Stored("mail");
    private static readonly QueueName Default = QueueName.Default;
    private static readonly Retention KeepNothing = new(TimeSpan.Zero, TimeSpan.Zero);

    [Fact]
    public async Task A_worker_is_known_as_it_said_when_it_opened_and_with_its_last_beat()
    {
        var session = Some.Session("known");
        var serves = QueueText.Of([Mail], []);
        ValueList<TaskName> names = [TaskName.Stored("Größe.\"😀\""), TaskName.Stored("Maths.Add")];
        var profile = new WorkerProfile("host-ä", 4711, "1.2.3", 16, serves, names);
        var load = new WorkerLoad(3, [Some.Id("t1"), Some.Id("t 2")]);
        var opened = await Store.OpenAsync(session, Some.Hour, profile, Token);

        var beaten = await Store.BeatAsync(new(session, Some.Hour, load, 2), Token);

        var expected = new Session(session, opened.At, beaten.At, beaten.At + Some.Hour, 0, false, profile, load, 2);
        Assert.Equal([expected], (await Store.SessionsAsync(Token)).Sessions);
    }

    [Fact]
    public async Task A_worker_that_knows_no_task_is_not_one_that_did_not_say()
    {
        var (silent, ignorant) = (Some.Session("1"), Some.Session("2"));
        await Store.OpenAsync(silent, Some.Hour, WorkerProfile.Unknown, Token);
        await Store.OpenAsync(ignorant, Some.Hour, WorkerProfile.Unknown with { Names = default(ValueList<TaskName>) }, Token);

        var sessions = (await Store.SessionsAsync(Token)).Sessions;

        Assert.Null(sessions[0].Profile.Names);
        Assert.Empty(sessions[1].Profile.Names!.Value);
    }

    [Fact, Trait("Fault", "F53")]
    public async Task Every_answer_to_a_worker_tells_the_pauses()
    {
        var session = await OpenAsync();

        var paused = await Store.PauseAsync(Mail, Token);

        Assert.Equal((1, [Mail]), (paused.Pauses.Number, paused.Pauses.Queues));
        Assert.Equal(paused.Pauses, (await Store.OpenAsync(Some.Session("2"), Some.Hour, WorkerProfile.Unknown, Token)).Pauses);
        Assert.Equal(paused.Pauses, (await Store.BeatAsync(new(session, Some.Hour), Token)).Pauses);
        Assert.Equal(paused.Pauses, (await Store.BeatAsync(new(Some.Session("nobody"), Some.Hour), Token)).Pauses);
        Assert.Equal(paused.Pauses, (await ExchangeAsync(session)).Pauses);
        Assert.Equal(paused.Pauses, (await ExchangeAsync(session, claim: Some.Claim())).Pauses);
        Assert.Equal(paused.Pauses, (await ExchangeAsync(session, [new(new(Some.Id("gone"), 1), Some.LastFailure)])).Pauses);
        Assert.Equal(paused.Pauses, (await Store.SessionsAsync(Token)).Pauses);
        Assert.Equal(paused.Pauses, (await Store.QueuesAsync(10, Token)).Pauses);
    }

    [Fact, Trait("Fault", "F53")]
    public async Task The_number_of_the_pauses_grows_with_each_change_and_with_nothing_else()
    {
        await Store.PauseAsync(Mail, Token);
        Assert.Equal(1, (await Store.PauseAsync(Mail, Token)).Pauses.Number);
        Assert.Equal(1, (await Store.ResumeAsync(Default, Token)).Pauses.Number);
        Assert.Equal(2, (await Store.PauseAsync(Default, Token)).Pauses.Number);

        var resumed = (await Store.ResumeAsync(Mail, Token)).Pauses;

        Assert.Equal((3, [Default]), (resumed.Number, resumed.Queues));
        Assert.Equal(4, (await Store.ResumeAsync(Default, Token)).Pauses.Number);
        Assert.Equal(5, (await Store.PauseAsync(Mail, Token)).Pauses.Number);
    }

    [Fact, Trait("Fault", "F53")]
    public async Task Who_watches_hears_of_a_pause()
    {
        var calls = 0;
        using var watch = Store.Watch(() => Interlocked.Increment(ref calls));

        await Store.PauseAsync(Mail, Token);
        await Eventually.TrueAsync(() => Volatile.Read(ref calls) > 0, "news of a pause");
        Volatile.Write(ref calls, 0);
        await Store.ResumeAsync(Mail, Token);
        await Eventually.TrueAsync(() => Volatile.Read(ref calls) > 0, "news of its end");
    }

    [Fact]
    public async Task Queues_are_told_with_what_is_due_waits_and_runs()
    {
        var session = await OpenAsync();
        await RunningAsync("r1", session);
        var oldest = new Timing.NotBefore(Some.Past);
        var first = await EnqueueAsync("d1", Some.CallWith(timing: oldest));
        await EnqueueAllAsync(Some.New("d2"), Some.New("d3", Some.CallWith(priority: 5)));
        await EnqueueAsync("l1", Some.CallWith(timing: new Timing.NotBefore(Some.Future)));
        await EnqueueAsync("m1", Some.CallWith("mail", timing: new Timing.NotBefore(Some.Future)));
        await EnqueueAsync("over", Some.CallWith("over"));
        await CancelAsync(Some.Id("over"));

        var answer = await Store.QueuesAsync(100, Token);

        Assert.Equal([new(Default, 3, 1, 1, first.DueAt), new(Mail, 0, 1, 0, null)], answer.Queues);
        Assert.Equal(2, (await Store.QueuesAsync(2, Token)).Queues[0].Due);
    }

    [Fact]
    public async Task A_count_stops_where_it_is_told_to()
    {
        await EnqueueAllAsync(Some.New("a"), Some.New("b"), Some.New("c"));

        Assert.Equal(3, await Store.CountAsync(new(), long.MaxValue, Token));
        Assert.Equal(2, await Store.CountAsync(new(), 2, Token));
    }

    [Fact]
    public async Task Tasks_are_found_by_when_they_were_enqueued()
    {
        var first = await EnqueueAsync("a");
        var since = first.EnqueuedAt + TimeSpan.FromMicroseconds(1);

        Assert.Equal(["a"], Ids(await Store.ListAsync(new() { EnqueuedSince = first.EnqueuedAt }, Token)));
        Assert.Empty(await Store.ListAsync(new() { EnqueuedSince = since }, Token));
        Assert.Equal(["a"], Ids(await Store.ListAsync(new() { EnqueuedBefore = since }, Token)));
        Assert.Empty(await Store.ListAsync(new() { EnqueuedBefore = first.EnqueuedAt }, Token));
        Assert.Equal(1, await Store.CountAsync(new() { EnqueuedSince = first.EnqueuedAt, EnqueuedBefore = since }, 10, Token));
    }

    [Fact]
    public async Task Tasks_are_found_by_the_type_of_any_error_they_remember()
    {
        var session = await OpenAsync();
        var odd = new Failure("Größe.\"Zu'groß%_\\", "\"type\":\"System.Exception\"", "");
        var retried = await RunningAsync("a", session);
        await SettleAsync(session, retried.Hold, new Outcome.Retried(odd, -Some.Hour));
        var failed = Assert.Single(await ClaimAsync(session));
        await SettleAsync(session, failed.Hold, Some.LastFailure);
        await EnqueueAsync("b");

        Assert.Equal(["a"], Ids(await Store.ListAsync(new() { ErrorType = odd.ExceptionType }, Token)));
        Assert.Equal(["a"], Ids(await Store.ListAsync(new() { ErrorType = Some.Failure.ExceptionType }, Token)));
        Assert.Empty(await Store.ListAsync(new() { ErrorType = "System.Exception" }, Token));
        Assert.Empty(await Store.ListAsync(new() { ErrorType = "GRÖSSE.\"ZU'GROSS%_\\" }, Token));
        Assert.Equal(1, await Store.CountAsync(new() { ErrorType = odd.ExceptionType }, 10, Token));
    }

    [Fact]
    public async Task A_list_goes_on_at_a_place_whatever_has_changed_above_it()
    {
        await EnqueueAllAsync(Some.New("a"), Some.New("b"), Some.New("c"), Some.New("d"));
        var first = await Store.ListAsync(new(Status.Ready, Limit: 2), Token);
        await Store.CancelAsync([.. first.Select(task => task.Id)], Token);

        var rest = await Store.ListAsync(new(Status.Ready, Limit: 10) { ListedAfter = first[^1].Id }, Token);

        Assert.Equal(["d", "c", "b", "a"], Ids(first.Concat(rest)));
        Assert.Equal(2, await Store.CountAsync(new() { ListedAfter = first[^1].Id }, 10, Token));
    }

    [Fact, Trait("Fault", "F58")]
    public async Task Pruning_deletes_what_has_been_kept_long_enough_and_never_what_has_not_finished()
    {
        await FinishAsync("ok", Some.Success);
        await FinishAsync("failed", Some.LastFailure);
        await EnqueueAsync("cancelled");
        await CancelAsync(Some.Id("cancelled"));
        await RunningAsync("running", await OpenAsync("other"));
        await EnqueueAsync("waiting");

        Assert.Equal(0, (await PruneAllAsync(new(Some.Hour, Some.Hour))).Count);
        Assert.Equal(0, (await PruneAllAsync(new(null, null))).Count);
        Assert.Equal(1, (await PruneAllAsync(new(null, TimeSpan.Zero))).Count);
        Assert.Equal(["cancelled", "ok", "running", "waiting"], await AllIdsAsync());
        Assert.Equal(2, (await PruneAllAsync(new(TimeSpan.Zero, null))).Count);
        Assert.Equal(["running", "waiting"], await AllIdsAsync());
        Assert.Null((await Store.ReadAsync([Some.Id("ok")], Token))[0]);
    }

    [Fact, Trait("Fault", "F58")]
    public async Task One_step_of_pruning_looks_at_so_many_tasks_in_the_order_of_their_ids()
    {
        foreach (var id in new[] { "b", "a", "d" })
        {
            await FinishAsync(id, Some.Success);
        }

        await EnqueueAsync("c");

        var first = await Store.PruneAsync(new(KeepNothing, null, 3), Token);
        var second = await Store.PruneAsync(new(KeepNothing, first.LookedTo, 3), Token);

        Assert.Equal((2, Some.Id("c")), (first.Count, first.LookedTo));
        Assert.Equal((1, null), (second.Count, second.LookedTo));
        Assert.Equal(["c"], await AllIdsAsync());
    }

    [Fact]
    public async Task A_dry_run_counts_and_deletes_nothing()
    {
        await FinishAsync("a", Some.Success);

        var answer = await Store.PruneAsync(new(KeepNothing, null, 10, IsDryRun: true), Token);

        Assert.Equal((1, null), (answer.Count, answer.LookedTo));
        Assert.Equal(["a"], await AllIdsAsync());
    }

    [Fact]
    public async Task Pruning_one_queue_leaves_the_others()
    {
        await FinishAsync("a", Some.Success);
        await FinishAsync("m", Some.Success, Some.CallWith("mail"));

        Assert.Equal(1, (await PruneAllAsync(KeepNothing with { Queue = Mail })).Count);
        Assert.Equal(["a"], await AllIdsAsync());
    }

    [Fact]
    public async Task An_id_that_was_pruned_may_come_again()
    {
        await FinishAsync("a", Some.Success, Some.CallWith(arguments: $$"""{"x":"{{new string('x', 70_000)}}"}"""));
        await PruneAllAsync(KeepNothing);

        var again = await EnqueueAsync("a");

        Assert.Equal((Status.Ready, 0L), (again.Status, again.Lease));
        await HoldsAsync(again);
    }

    [Fact, Trait("Spec", "OBS-3")]
    public async Task The_trace_of_an_enqueue_is_kept_and_comes_with_the_claim()
    {
        var call = Some.Call with { Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        var enqueued = await EnqueueAsync("a", call);

        Assert.Equal(call.Trace, enqueued.Call.Trace);
        await HoldsAsync(enqueued);
        Assert.Equal(call.Trace, Assert.Single(await ClaimAsync(await OpenAsync())).Call.Trace);
    }

    [Fact]
    public async Task A_store_that_is_looked_at_tells_its_moment() =>
        Assert.True((await Store.InspectAsync(Token)).At >= (await EnqueueAsync("a")).EnqueuedAt + -Some.Hour);

    private async Task FinishAsync(string id, Outcome outcome, Call? call = null)
    {
        var session = await OpenAsync("finishing " + id);
        var running = await RunningAsync(id, session, call);
        await SettleAsync(session, running.Hold, outcome);
    }

    private Task<PruneAnswer> PruneAllAsync(Retention retention) => Store.PruneAsync(new(retention, null, 1000), Token);

    private async Task<IEnumerable<string>> AllIdsAsync() =>
        Ids(await Store.ListAsync(new(Limit: 1000), Token)).Order(StringComparer.Ordinal);
}
