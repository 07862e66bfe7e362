using Npgsql;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Outages;

/// <summary>News of other processes fails, and polls cover for it.</summary>
public sealed class ListenTests : OutageTest
{
    [Fact(Timeout = 120_000), Trait("Fault", "F28")]
    public async Task A_listening_session_that_was_ended_is_replaced_and_hears_again()
    {
        var (listening, other) = (Open(), Open());
        await EnqueueAsync(other, Some.New("before"));
        var news = 0;
        using var watch = listening.Watch(() => Interlocked.Increment(ref news));
        var first = await ListenerAsync();

        Assert.Equal(1, await Server.EndBackendsAsync($"pid = {first}"));

        Assert.NotEqual(first, await ListenerAsync());
        // Whatever it is told because of the new connection, it has been told by now or is told now.
        await Eventually.TrueAsync(() => Volatile.Read(ref news) > 0, "news of the new connection");
        var before = Volatile.Read(ref news);
        await EnqueueAsync(other, Some.New("after"));
        await Eventually.TrueAsync(() => Volatile.Read(ref news) > before, "news of the other store");
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F29"), Trait("Fault", "F28")]
    public async Task A_listening_connection_that_went_silent_is_found_out_and_replaced()
    {
        var listening = OpenBehindProxy();
        await EnqueueAsync(Open(), Some.New("before"));
        using var watch = listening.Watch(() => { });
        var first = await ListenerAsync();

        Proxy.Swallow();
        await ScalarAsync("NOTIFY tasks_ready");
        await Eventually.TrueAsync(() => Proxy.LostBytes > 0, "the loss of a notification");
        Proxy.Heal();

        // The stream has a hole: nothing will ever come again, and nobody says so.
        await Eventually.TrueAsync(async () => await ListenerAsync() != first, "another listening connection");
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F41")]
    public async Task What_nobody_was_notified_of_is_found_by_the_next_poll()
    {
        var deaf = Patient;
        deaf.Listen = false;
        await using var workers = new OutageWorkers();
        workers.Start(Open(deaf));
        var other = Open();
        await Eventually.TrueAsync(async () => (await other.SessionsAsync(Cancelled)).Sessions.Count == 1, "the worker's session");

        await EnqueueAsync(other, Some.New("a"));

        await Eventually.TrueAsync(
            async () => (await other.ReadAsync([Some.Id("a")], Cancelled))[0]!.Status == Status.Successful,
            "the poll"
        );
        Assert.True(await workers.StopAsync());
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F41")]
    public async Task As_many_and_as_long_queues_as_there_can_be_fit_into_notifications()
    {
        var store = Open();
        var queues = Enumerable.Range(0, 500).Select(number => $"{number:D4}".PadRight(64, 'é')).ToArray();

        await EnqueueAsync(store, [.. queues.Select((queue, number) => Some.New(NameOf(number), Some.CallWith(queue)))]);

        Assert.Equal(queues.Length, await store.CountAsync(new(), long.MaxValue, Cancelled));
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F54"), Trait("Spec", "BE-4")]
    public async Task A_rolled_back_enqueue_leaves_no_task_and_no_notification_and_a_committed_one_is_seen()
    {
        var store = Open();
        await EnqueueAsync(store, Some.New("before"));
        await using var listening = await ConnectAsync();
        var heard = new List<string>();
        listening.Notification += (_, notification) => heard.Add(notification.Payload);
        await ScalarAsync(listening, "LISTEN tasks_ready");

        await using (var connection = await ConnectAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancelled);
            await store.EnqueueAsync([Some.New("gone", Some.CallWith("gone"))], transaction, Cancelled);
            Assert.Null((await store.ReadAsync([Some.Id("gone")], Cancelled))[0]);
            await transaction.RollbackAsync(Cancelled);
        }

        await using (var connection = await ConnectAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancelled);
            await store.EnqueueAsync([Some.New("kept", Some.CallWith("kept"))], transaction, Cancelled);
            await transaction.CommitAsync(Cancelled);
        }

        // Notifications come in the order of commits: what was ever to come has come before this one.
        await ScalarAsync("NOTIFY tasks_ready, 'the end'");
        while (!heard.Contains("the end"))
        {
            await listening.WaitAsync(Cancelled);
        }

        Assert.DoesNotContain("gone", heard);
        var found = await store.ReadAsync([Some.Id("gone"), Some.Id("kept")], Cancelled);
        Assert.Equal([null, QueueName.Stored("kept")], found.Select(task => task?.Call.Definition.Queue));
    }

    /// <summary>The newest session that listens.</summary>
    private async Task<int> ListenerAsync()
    {
        var found = 0;
        await Eventually.TrueAsync(async () => (found = await ScalarAsync(Listening) as int? ?? 0) != 0, "a listening connection");
        return found;
    }

    private const string Listening = """
        SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE 'LISTEN%'
        ORDER BY backend_start DESC LIMIT 1
        """;
}
