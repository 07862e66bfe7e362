using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tasks.CSharp.Tests.Observing;
using Tasks.Domain.Leasing;
using Tasks.Runtime.Backends;

namespace Tasks.CSharp.Tests.Running;

/// <summary>A method that records its success in its own transaction.</summary>
public sealed class FinishingTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasks-").FullName;
    private readonly Log log = new();
    private readonly Ends ends = new();
    private readonly Orders orders;
    private readonly TaskHandle<Work.Node, int> counting;
    private readonly App app;
    private Func<TaskContext, Task<int>> method = _ => Task.FromResult(0);
    private object? value;

    public FinishingTests()
    {
        orders = new($"Data Source={Path.Combine(folder, "tasks.db")}");
        counting = TaskHandle.Create("counting", (Work.Node _, TaskContext context) => method(context));
        app = new(
            tasks =>
                tasks
                    .AddSqlite(orders.Source)
                    .AddInMemory("memory")
                    .AddImmediate("now")
                    .AddObserver<Noting>()
                    .AddTask(counting)
                    .AddTask(Giving<int>())
                    .AddTask(Giving<double>())
                    .AddTask(Giving<string?>())
                    .AddTask(Giving<Work.Node>()),
            services =>
                services
                    .AddSingleton(ends)
                    .AddSingleton(orders)
                    .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
        );
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Spec", "OBS-1"), Trait("Spec", "OBS-2")]
    public async Task What_it_committed_is_the_outcome_and_all_who_watch_hear_of_it()
    {
        var result = await RunAsync(async context =>
        {
            context.Metadata["note"] = "with the outcome";
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true);
            return 7;
        });

        Assert.Equal((TaskResultStatus.Successful, 7, 1), (result.Status, result.ReturnValue, result.Attempts));
        Assert.Equal("with the outcome", result.Metadata["note"].GetString());
        Assert.Equal(result.FinishedAt, Assert.Single(ends.Told).FinishedAt);
        Assert.Single(log.Lines, line => line.Text.EndsWith("state=SUCCESSFUL", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal(1L, await orders.CountAsync());
    }

    [Fact, Trait("Spec", "BE-4"), Trait("Spec", "RES-7")]
    public async Task Who_waits_in_the_same_process_gets_what_was_committed()
    {
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        method = async context =>
        {
            await mayGoOn.Task;
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true);
            return 7;
        };
        var enqueued = await counting.EnqueueAsync(new(), App.Token);

        var waiting = enqueued.WaitAsync(TimeSpan.FromSeconds(60), App.Token);
        mayGoOn.SetResult();
        await app.RunDueAsync();

        Assert.Equal(7, (await waiting).ReturnValue);
    }

    [Fact, Trait("Spec", "LIFE-2")]
    public async Task What_it_throws_after_the_commit_changes_nothing_and_is_logged()
    {
        var result = await RunAsync(async context =>
        {
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true);
            throw new InvalidOperationException("too late");
        });

        Assert.Equal((TaskResultStatus.Successful, 7), (result.Status, result.ReturnValue));
        Assert.Empty(result.Errors);
        Assert.Equal(TaskResultStatus.Successful, Assert.Single(ends.Told).Status);
        var warning = Assert.Single(log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal(("too late", result.Id), (warning.Exception!.Message, warning.Scope["TaskId"]));
        Assert.Contains("it stays successful", warning.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "LIFE-2")]
    public async Task What_it_returns_besides_is_not_stored_and_the_contradiction_is_logged()
    {
        var result = await RunAsync(async context =>
        {
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true);
            return 8;
        });

        Assert.Equal(7, result.ReturnValue);
        Assert.Contains(
            "the recorded one stays",
            Assert.Single(log.Lines, line => line.Level == LogLevel.Warning).Text,
            StringComparison.Ordinal
        );
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("Spec", "BE-4")]
    public async Task After_a_rollback_the_run_ends_as_its_method_does(bool throws)
    {
        var result = await RunAsync(async context =>
        {
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: false);
            return throws ? throw new InvalidOperationException("rolled back") : 8;
        });

        Assert.Equal(throws ? TaskResultStatus.Failed : TaskResultStatus.Successful, result.Status);
        Assert.Equal(throws ? "rolled back" : null, result.Errors.SingleOrDefault()?.Message);
        Assert.Equal(result.Status, Assert.Single(ends.Told).Status);
        Assert.Equal(0L, await orders.CountAsync());
    }

    [Fact, Trait("Spec", "LIFE-2"), Trait("Fault", "F26")]
    public async Task A_run_that_lost_its_lease_is_told_so_and_rolls_back()
    {
        var result = await RunAsync(async context =>
        {
            var store = ((StoreBackend)TaskBackends.Default).Store;
            await store.CloseAsync(SessionId.Stored(context.TaskResult.WorkerIds[0]), CancellationToken.None);
            await store.CancelAsync([context.TaskResult.Record.Id], CancellationToken.None);
            await Assert.ThrowsAsync<TaskStateException>(() =>
                orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true)
            );
            return 7;
        });

        Assert.Equal((TaskResultStatus.Cancelled, 0L), (result.Status, await orders.CountAsync()));
    }

    [Fact, Trait("Spec", "LIFE-2"), Trait("Spec", "LIFE-1")]
    public async Task After_the_commit_neither_metadata_nor_another_outcome_is_taken_and_the_lease_is_not_lost()
    {
        var result = await RunAsync(async context =>
        {
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true);
            context.Metadata["note"] = "too late";
            await Assert.ThrowsAsync<TaskStateException>(() => context.SaveMetadataAsync(App.Token));
            await Assert.ThrowsAsync<TaskStateException>(() =>
                orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 8), commits: true)
            );
            Assert.False(context.CancellationToken.IsCancellationRequested);
            return 7;
        });

        Assert.Equal((7, 1L), (result.ReturnValue, await orders.CountAsync()));
        Assert.Empty(result.Metadata);
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact, Trait("Spec", "ARG-1"), Trait("Spec", "ARG-5")]
    public async Task The_value_is_the_methods_own_return_value_by_the_same_rules()
    {
        await RefusedAsync<int>("7", "returns Int32, and SucceedInAsync was given String");
        await RefusedAsync<int>(null, "returns Int32, and SucceedInAsync was given null");
        await RefusedAsync<double>(double.NaN, "return value");
        await RefusedAsync<string?>(new string('x', 2_000_000), "the limit is 1048576 bytes");
        Assert.Null((await GiveAsync<string?>(null)).ReturnValue);
        Assert.NotNull((await GiveAsync<Work.Node>(new Work.Node { Next = new() })).ReturnValue.Next);
    }

    [Fact]
    public async Task A_method_without_return_value_gives_none_and_one_with_a_value_gives_it()
    {
        var nothing = await Finishing.NothingTask.EnqueueAsync(App.Token);
        var giving = await Finishing.GivingTask.EnqueueAsync(App.Token);
        var forgetful = await Finishing.ForgetfulTask.EnqueueAsync(App.Token);
        await app.RunDueAsync();

        nothing = await nothing.RefreshAsync(App.Token);
        Assert.Equal((TaskResultStatus.Successful, null), (nothing.Status, nothing.ReturnValue));
        Assert.Contains("returns nothing: leave the value out", Assert.Single((await giving.RefreshAsync(App.Token)).Errors).Message);
        Assert.Contains("returns a value: give it", Assert.Single((await forgetful.RefreshAsync(App.Token)).Errors).Message);
        Assert.Equal(1L, await orders.CountAsync());
    }

    [Theory, InlineData("memory"), InlineData("now")]
    [Trait("Spec", "BE-4")]
    public async Task A_backend_without_transactions_says_so(string alias)
    {
        method = async context =>
        {
            await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 7), commits: true);
            return 7;
        };

        var result = await counting.Using(backend: alias).EnqueueAsync(new(), App.Token);
        if (alias == "memory")
        {
            await app.RunDueAsync(alias);
            result = await result.RefreshAsync(App.Token);
        }

        Assert.Equal(("Tasks.InvalidTaskException", 0L), (Assert.Single(result.Errors).ExceptionType, await orders.CountAsync()));
        Assert.Contains("takes no part in database transactions", result.Errors[0].Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidTaskException>(() => counting.CallAsync(new(), App.Token));
    }

    public async ValueTask InitializeAsync() => await orders.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private TaskHandle<Work.Node, T> Giving<T>() =>
        TaskHandle.Create(
            $"giving {typeof(T)}",
            async (Work.Node _, TaskContext context) =>
            {
                await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, value), commits: true);
                return value is T own ? own : default!;
            }
        );

    private async Task<TaskResult<int>> RunAsync(Func<TaskContext, Task<int>> runs)
    {
        method = runs;
        var enqueued = await counting.EnqueueAsync(new(), App.Token);
        await app.RunDueAsync();
        return await enqueued.RefreshAsync(App.Token);
    }

    private async Task<TaskResult<T>> GiveAsync<T>(object? given)
    {
        value = given;
        var enqueued = await Giving<T>().EnqueueAsync(new(), App.Token);
        await app.RunDueAsync();
        return await enqueued.RefreshAsync(App.Token);
    }

    private async Task RefusedAsync<T>(object? given, string reason)
    {
        var result = await GiveAsync<T>(given);
        Assert.Contains(reason, Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(("Tasks.InvalidTaskException", 0L), (result.Errors[0].ExceptionType, await orders.CountAsync()));
    }

    public sealed class Ends
    {
        public ConcurrentQueue<TaskResult> Told { get; } = new();
    }

    public sealed class Noting(Ends ends) : ITaskObserver
    {
        public ValueTask FinishedAsync(TaskResult result, CancellationToken cancellationToken)
        {
            ends.Told.Enqueue(result);
            return default;
        }
    }
}
