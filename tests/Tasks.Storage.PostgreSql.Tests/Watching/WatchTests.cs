using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Watching;

/// <summary>Two stores stand for two processes: what one commits, the other hears of by the server alone.</summary>
public sealed class WatchTests : StoreTest
{
    [Fact, Trait("Fault", "F41")]
    public async Task An_enqueue_in_one_process_wakes_the_watchers_of_another()
    {
        var (here, there) = (await OpenAsync(), await OpenAsync());
        var news = await ListenAsync(there);

        await EnqueueAsync(here, Some.New("a"));

        await Eventually.TrueAsync(() => news.Count > 0, "the news");
    }

    [Fact, Trait("Fault", "F41")]
    public async Task The_last_of_a_burst_is_told_of_too()
    {
        var (here, there) = (await OpenAsync(), await OpenAsync());
        var news = await ListenAsync(there);

        // Whatever came too soon after the one before has to be told at the end: the last look must find the last task.
        for (var number = 0; number < 50; number++)
        {
            await EnqueueAsync(here, Some.New($"t{number}"));
        }

        var seen = 0L;
        await Eventually.TrueAsync(
            async () =>
            {
                if (Interlocked.Exchange(ref news.Count, 0) > 0)
                {
                    seen = await there.CountAsync(new(), long.MaxValue, Cancelled);
                }

                return seen == 50;
            },
            "the news of the last"
        );
    }

    [Fact]
    public async Task What_is_given_back_or_retried_wakes_others_too()
    {
        var (here, there) = (await OpenAsync(), await OpenAsync());
        var session = Some.Session("1");
        await here.OpenAsync(session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(here, Some.New("a"));
        var running = Assert.Single((await ClaimAsync(here, session)).Claimed);
        await here.CancelAsync([running.Id], Cancelled);
        await SettleAsync(here, session, new Domain.Protocol.Settlement(running.Hold, Outcome.GivenBack));
        var news = await ListenAsync(there);

        await here.RetryAsync([running.Id], Cancelled);
        await Eventually.TrueAsync(() => Interlocked.Exchange(ref news.Count, 0) > 0, "the news of the retry");
        Assert.Single((await ClaimAsync(here, session)).Claimed);
        await here.CloseAsync(session, Cancelled);
        await Eventually.TrueAsync(() => Interlocked.Exchange(ref news.Count, 0) > 0, "the news of the close");
    }

    [Fact, Trait("Fault", "F28")]
    public async Task A_listening_connection_that_is_ended_is_opened_again_and_its_watchers_look_for_what_they_missed()
    {
        var (here, there) = (await OpenAsync(), await OpenAsync());
        var news = await ListenAsync(there);

        await EndListenersAsync();

        await Eventually.TrueAsync(() => Interlocked.Exchange(ref news.Count, 0) > 0, "the look after the gap");
        await EnqueueAsync(here, Some.New("a"));
        await Eventually.TrueAsync(() => news.Count > 0, "the news");
    }

    [Fact, Trait("Fault", "F42")]
    public async Task Many_enqueues_are_few_notifications()
    {
        var (here, there) = (await OpenAsync(), await OpenAsync());
        var news = await ListenAsync(there);
        var since = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => EnqueueAsync(here, Some.New($"t{number}"))));
        await Eventually.TrueAsync(() => news.Count > 0, "the news");

        // One for each while that has passed, and some for the ends.
        var whiles = TimeProvider.System.GetElapsedTime(since) / PostgreSql.Watching.Notifier.While;
        Assert.InRange(news.Count, 1, (int)whiles + 5);
    }

    [Fact]
    public async Task A_store_that_was_told_not_to_listen_does_not()
    {
        var options = Place.Options();
        options.Listen = false;
        var store = await OpenAsync(options);
        await store.PrepareAsync(Cancelled);
        await ListenAsync(await OpenAsync());
        Assert.Equal(1, await ListenersAsync());

        using var watch = store.Watch(() => { });
        await EnqueueAsync(store, Some.New("a"));

        Assert.Equal(1, await ListenersAsync());
    }

    private async Task<News> ListenAsync(PostgreSqlStore store)
    {
        await store.PrepareAsync(Cancelled);
        var news = new News();
        store.Watch(() => Interlocked.Increment(ref news.Count));
        // The first call says that it listens.
        await Eventually.TrueAsync(() => Interlocked.Exchange(ref news.Count, 0) > 0, "the first look");
        return news;
    }

    private string Listening => $"query = 'LISTEN \"{new PostgreSql.Schema.TableNames(Place.Schema, "tasks_").Channel}\"'";

    private async Task<long> ListenersAsync() => (long)(await ScalarAsync($"SELECT count(*) FROM pg_stat_activity WHERE {Listening}"))!;

    private Task EndListenersAsync() => ScalarAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {Listening}");

    private sealed class News
    {
        public int Count;
    }
}
