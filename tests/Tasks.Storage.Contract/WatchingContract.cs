using Tasks.Domain.Lifecycle;

namespace Tasks.Storage.Contract;

/// <summary>Being told of news, so that nobody has to poll in the process that commits.</summary>
public abstract class WatchingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    // Not a measure: only so that a store that stays silent fails the test instead of hanging it.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Fact]
    public Task An_enqueue_is_news() => IsNewsAsync(() => EnqueueAsync("t1"));

    [Fact]
    public async Task Every_end_of_a_run_is_news()
    {
        var session = await OpenAsync();
        foreach (
            var outcome in (Outcome[])[Some.Success, Some.LastFailure, new Outcome.Retried(Some.Failure, -Some.Hour), Outcome.GivenBack]
        )
        {
            var running = await RunningAsync(outcome.GetType().Name, session);
            await IsNewsAsync(() => SettleAsync(session, running.Hold, outcome));
            await CancelAsync(running.Id);
        }
    }

    [Fact]
    public async Task A_cancel_and_a_retry_are_news()
    {
        var ready = await EnqueueAsync("t1");

        await IsNewsAsync(() => CancelAsync(ready.Id));
        await IsNewsAsync(() => RetryAsync(ready.Id));
    }

    [Fact]
    public async Task Tasks_taken_back_or_swept_or_left_by_a_closed_session_are_news()
    {
        var (session, lost) = (await OpenAsync(), await OpenAsync("lost", Some.Over));
        await RunningAsync("t1", session);
        await IsNewsAsync(() => Store.ReconcileAsync(session, 1, [], Token));
        await EnqueueAsync("t2", Some.CallWith("other"));
        await ClaimAsync(lost);
        await IsNewsAsync(() => Store.SweepAsync(10, Token));
        await RunningAsync("t3", await OpenAsync("closing"), Some.CallWith("closing"));
        await IsNewsAsync(() => Store.CloseAsync(Some.Session("closing"), Token));
    }

    [Fact]
    public async Task Every_watcher_is_told_and_one_that_left_is_not()
    {
        var (stayed, left) = (0, 0);
        using var staying = Store.Watch(() => Interlocked.Increment(ref stayed));
        var leaving = Store.Watch(() => Interlocked.Increment(ref left));
        leaving.Dispose();
        leaving.Dispose();

        // Whoever leaves while a telling is under way may hear of that one, and of no other.
        var rounds = 0;
        int toldToTheLeft;
        do
        {
            toldToTheLeft = Volatile.Read(ref left);
            await IsNewsAsync(() => EnqueueAsync($"t{rounds}"));
        } while (toldToTheLeft != Volatile.Read(ref left) && ++rounds < 10);

        Assert.Equal(toldToTheLeft, Volatile.Read(ref left));
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref stayed) > 0, LongEnough));
    }

    private async Task IsNewsAsync(Func<Task> commit)
    {
        var news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = Store.Watch(() => news.TrySetResult());
        await commit();
        await news.Task.WaitAsync(LongEnough, Token);
    }
}
