using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Backends;

namespace Tasks.CSharp.Tests.Results;

public sealed class WaitingTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact, Trait("Spec", "RES-7")]
    public async Task Who_waits_is_woken_as_soon_as_the_end_is_recorded()
    {
        // This clock stands still: nothing but the news itself can wake anybody.
        await using var app = App(new(Start));
        var results = new List<TaskResult<string>>();
        for (var index = 0; index < 20; index++)
        {
            results.Add(await Work.EchoTask.EnqueueAsync($"{index}", Token));
        }

        var waiting = results.Select(result => result.WaitAsync(TimeSpan.FromMinutes(1), Token)).ToArray();
        await app.RunDueAsync();

        Assert.Equal(
            Enumerable.Range(0, 20).Select(index => $"{index}"),
            (await Task.WhenAll(waiting)).Select(result => result.ReturnValue)
        );
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task A_finished_result_is_given_back_without_reading()
    {
        await using var app = App(new(Start));
        var result = await Work.EchoTask.EnqueueAsync("x", Token);
        await app.RunDueAsync();
        result = await result.RefreshAsync(Token);
        await ((StoreBackend)app.Backends.Default).DisposeAsync();

        Assert.Same(result, await result.WaitAsync(TimeSpan.Zero, Token));
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task Who_waits_in_vain_is_told_where_the_task_stands()
    {
        await using var app = App(new(Start), options => options.Queues = []);
        var special = await Work.EchoTask.Using(queue: "special").EnqueueAsync("x", Token);
        var later = await Work.EchoTask.Using(delay: TimeSpan.FromHours(1)).EnqueueAsync("x", Token);

        Assert.Equal(
            $"Task '{special.Id}' (Tasks.CSharp.Tests.Work.Echo) has not finished within 00:00:00: "
                + "Ready, queue 'special'; no live worker serves it.",
            await InVainAsync(special)
        );
        var store = ((StoreBackend)app.Backends.Default).Store;
        await store.OpenAsync(SessionId.Stored("ann:1"), TimeSpan.FromHours(1), WorkerProfile.Unknown, Token);
        Assert.EndsWith(
            ": Ready, queue 'default', due at 2030-01-02T04:04:05.000000Z.",
            await InVainAsync(later),
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task A_time_out_follows_the_clock_of_the_services()
    {
        var time = new FakeTimeProvider(Start);
        await using var app = App(time);
        var result = await Work.EchoTask.EnqueueAsync("x", Token);

        var waiting = result.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("within 00:01:00", (await Assert.ThrowsAsync<TimeoutException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task A_task_that_another_process_ended_is_seen_by_reading()
    {
        var time = new FakeTimeProvider(Start);
        await using var app = App(time);
        var result = await Work.EchoTask.EnqueueAsync("x", Token);
        var waiting = result.WaitAsync(TimeSpan.FromDays(1), Token);

        await ((StoreBackend)app.Backends.Default).Store.CancelAsync([result.Record.Id], Token);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(TaskResultStatus.Cancelled, (await waiting).Status);
    }

    [Fact]
    public async Task The_callers_token_abandons_the_wait()
    {
        await using var app = App(new(Start));
        using var cancellation = new CancellationTokenSource();
        var result = await Work.EchoTask.EnqueueAsync("x", Token);

        var waiting = result.WaitAsync(Timeout.InfiniteTimeSpan, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_negative_time_out_is_refused()
    {
        await using var app = App(new(Start));
        var result = await Work.EchoTask.EnqueueAsync("x", Token);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => result.WaitAsync(TimeSpan.FromSeconds(-2), Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> InVainAsync(TaskResult result) =>
        (await Assert.ThrowsAsync<TimeoutException>(() => result.WaitAsync(TimeSpan.Zero, Token))).Message;

    private static App App(FakeTimeProvider time, Action<TaskBackendOptions>? configure = null) =>
        new(tasks => tasks.AddInMemory(configure: configure), services => services.AddSingleton<TimeProvider>(time));
}
