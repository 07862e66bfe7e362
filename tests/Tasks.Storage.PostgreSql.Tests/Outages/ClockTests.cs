using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>Clocks that disagree.</summary>
public sealed class ClockTests : OutageTest
{
    [Theory(Timeout = 120_000), InlineData(-1), InlineData(1)]
    [Trait("Fault", "F38"), Trait("Spec", "LIFE-6")]
    public async Task A_workers_wall_clock_changes_nothing(int hours)
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("now"), Some.New("later", Some.CallWith(timing: new Timing.After(TimeSpan.FromMinutes(30)))));
        await using var workers = new OutageWorkers();
        workers.Start(Open(), time: new SkewedTime(TimeSpan.FromHours(hours)));

        await Eventually.TrueAsync(async () => (await ReadAsync(store, "now")).Status == Status.Successful, "the end of the task");
        Assert.True(await workers.StopAsync());

        var task = await ReadAsync(store, "now");
        Assert.Equal(Status.Ready, (await ReadAsync(store, "later")).Status);
        var server = (long)(await ScalarAsync("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"))!;
        Assert.InRange(task.History.StartedAt!.Value, task.EnqueuedAt, new Instant(server));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F38"), Trait("Spec", "LIFE-7")]
    public async Task When_the_servers_clock_has_gone_back_no_time_of_a_task_runs_backwards()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("a"));
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        // As if all that had been an hour ago by a clock that was two hours ahead.
        await ScalarAsync("UPDATE tasks_tasks SET enqueued_at = enqueued_at + 3600000000");

        var claimed = Assert.Single((await ClaimAsync(store, Some.Session("1"))).Claimed);
        await SettleAsync(store, Some.Session("1"), new Settlement(claimed.Hold, Some.Success));

        var task = await ReadAsync(store, "a");
        var finished = Assert.IsType<TaskState.Successful>(task.State).FinishedAt;
        Assert.True(task.EnqueuedAt <= task.History.StartedAt && task.History.StartedAt <= finished, task.ToString());
    }

    private static async Task<TaskRecord> ReadAsync(PostgreSqlStore store, string id) =>
        (await store.ReadAsync([Some.Id(id)], Cancelled))[0]!;

    private sealed class SkewedTime(TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;
    }
}
