using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Results;
using Tasks.Runtime.Tests.Working;

namespace Tasks.Runtime.Tests.Results;

/// <summary>How results of other processes are waited for: by reading, together, ever more seldom, or when there is news.</summary>
public sealed class ResultWatcherTests
{
    private static readonly Instant Now = new(1_000_000);
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<string[]> batches = [];
    private Func<string, TaskRecord?> store = id => Ready(id);
    private Func<Task> before = () => Task.CompletedTask;
    private Action onNews = () => { };
    private volatile bool isClosed;

    [Fact, Trait("Spec", "RES-7")]
    public async Task The_pauses_between_reads_grow_from_20_milliseconds_to_a_second()
    {
        var time = new HastyTime();
        store = id => batches.Count < 9 ? Ready(id) : Ended(id);

        await Watcher(time).WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None).SoonAsync();

        Assert.Equal([20, 40, 80, 160, 320, 640, 1000, 1000], time.Pauses.Take(8).Select(pause => pause.TotalMilliseconds));
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task One_read_serves_all_who_wait()
    {
        var released = new TaskCompletionSource();
        before = () => released.Task;
        var watcher = Watcher(new HastyTime());

        var first = watcher.WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None);
        var others = Enumerable
            .Range(0, 1200)
            .Select(index => watcher.WaitAsync(Ready($"{index}"), TimeSpan.FromHours(1), Served, None))
            .ToArray();
        store = Ended;
        released.SetResult();
        await Task.WhenAll([first, .. others]).SoonAsync();

        Assert.True(batches.Count <= 1 + 3, $"{batches.Count} reads");
        Assert.All(batches, batch => Assert.InRange(batch.Length, 1, 500));
        Assert.All(others, other => Assert.True(other.Result.IsFinished));
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task News_of_the_store_are_looked_at_at_once_also_those_that_come_during_a_read()
    {
        // This clock stands still.
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        store = id =>
        {
            if (batches.Count > 1)
            {
                return Ended(id);
            }

            onNews();
            return Ready(id);
        };

        var ended = await Watcher(time).WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None).SoonAsync();

        Assert.True(ended.IsFinished);
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task Who_knows_of_an_end_tells_it_and_nothing_is_read()
    {
        var released = new TaskCompletionSource();
        before = () => released.Task;
        var watcher = Watcher(new HastyTime());
        var waiting = watcher.WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None);

        watcher.Tell(Ended("b"));
        Assert.False(waiting.IsCompleted);
        watcher.Tell(Ended("a"));

        Assert.Equal(Ended("a"), await waiting.SoonAsync());
        released.SetResult();
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_while_is_asked_again()
    {
        before = () => batches.Count < 5 ? throw FaultyStore.Unavailable : Task.CompletedTask;
        store = Ended;

        var ended = await Watcher(new HastyTime()).WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None).SoonAsync();

        Assert.True(ended.IsFinished);
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_told_to_those_who_wait()
    {
        before = () => throw new TaskStoreException(TaskStoreFault.Unusable, "The file is no database.");

        await Assert.ThrowsAsync<TaskStoreException>(() =>
            Watcher(new HastyTime()).WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None).SoonAsync()
        );
    }

    [Fact]
    public async Task A_task_that_is_gone_does_not_exist()
    {
        store = _ => null;

        await Assert.ThrowsAsync<TaskResultDoesNotExistException>(() =>
            Watcher(new HastyTime()).WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, None).SoonAsync()
        );
    }

    [Fact]
    public async Task When_nobody_waits_any_more_nothing_is_read()
    {
        using var cancellation = new CancellationTokenSource();
        var time = new HastyTime();
        var waiting = Watcher(time).WaitAsync(Ready("a"), TimeSpan.FromHours(1), Served, cancellation.Token);
        await Eventually.TrueAsync(() => time.Pauses.Count > 3);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await Eventually.TrueAsync(() => isClosed);
    }

    private static Task<bool> Served(QueueName queue, CancellationToken cancellationToken) => Task.FromResult(true);

    private static TaskRecord Ready(string id) =>
        TaskLifecycle.Enqueue(TaskId.Stored(id), new(Definition.Of(TaskName.Stored("a.task")), JsonText.EmptyObject, Timing.Now), Now);

    private static TaskRecord Ended(string id) => Ready(id) with { State = new TaskState.Cancelled(Now) };

    private ResultWatcher Watcher(TimeProvider time) => new(ReadAsync, Watch, time);

    private async Task<IReadOnlyList<TaskRecord?>> ReadAsync(IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        batches.Add([.. ids.Select(id => id.Value)]);
        await before();
        return [.. ids.Select(id => store(id.Value))];
    }

    private Watching Watch(Action news)
    {
        onNews = news;
        return new(this);
    }

    private sealed class Watching(ResultWatcherTests test) : IDisposable
    {
        public void Dispose() => test.isClosed = true;
    }
}
