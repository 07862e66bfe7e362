using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Tasks.CSharp.Tests.Backends;

public sealed class ImmediateTests
{
    private const string NotKept = "This backend does not support retrieving or refreshing results.";

    [Fact, Trait("Spec", "BE-1")]
    public async Task A_call_runs_in_its_enqueue_and_comes_back_finished()
    {
        await using var app = App.Immediate();

        var result = await Maths.AddTask.EnqueueAsync(1, 2, App.Token);

        Assert.Equal((TaskResultStatus.Successful, 3, 1, true), (result.Status, result.ReturnValue, result.Attempts, result.IsFinished));
        Assert.StartsWith("immediate:", Assert.Single(result.WorkerIds), StringComparison.Ordinal);
        Assert.True(
            result.EnqueuedAt <= result.StartedAt
                && result.StartedAt <= result.LastAttemptedAt
                && result.LastAttemptedAt <= result.FinishedAt
        );
    }

    [Fact, Trait("Spec", "BE-1")]
    public async Task A_failure_is_recorded_and_is_the_last_whatever_the_definition_allows()
    {
        await using var app = App.Immediate();
        var stubborn = TaskHandle.Create(
            "stubborn",
            int (Work.Node _, TaskContext _) => throw new InvalidOperationException("no"),
            maxAttempts: 5
        );

        var result = await stubborn.EnqueueAsync(new(), App.Token);

        Assert.Equal((TaskResultStatus.Failed, 1), (result.Status, result.Attempts));
        var error = Assert.Single(result.Errors);
        Assert.Equal(("System.InvalidOperationException", "no", 1), (error.ExceptionType, error.Message, error.Attempt));
        Assert.Contains(nameof(ImmediateTests), error.Traceback, StringComparison.Ordinal);
        Assert.Equal(typeof(InvalidOperationException), error.ResolveExceptionType());
    }

    [Fact, Trait("Spec", "BE-1")]
    public async Task Cancelling_the_callers_own_token_is_thrown_to_the_caller()
    {
        await using var app = App.Immediate();
        using var cancellation = new CancellationTokenSource();

        var running = Work.WaitTask.EnqueueAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact, Trait("Spec", "BE-1")]
    public async Task Any_other_cancellation_is_a_failure_like_any_exception()
    {
        await using var app = App.Immediate();
        var cancelled = TaskHandle.Create("cancelled", int (Work.Node _, TaskContext _) => throw new OperationCanceledException());

        Assert.Equal("System.OperationCanceledException", (await cancelled.EnqueueAsync(new(), App.Token)).Errors[0].ExceptionType);
    }

    [Fact, Trait("Spec", "BE-1")]
    public async Task A_time_limit_holds_here_too()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var app = new App(tasks => tasks.AddImmediate(), services => services.AddSingleton<TimeProvider>(time));

        var running = Work.TooLongTask.EnqueueAsync(App.Token);
        time.Advance(TimeSpan.FromSeconds(1));
        var result = await running;

        Assert.Equal(TaskResultStatus.Failed, result.Status);
        Assert.Equal(
            ("System.TimeoutException", "The task ran longer than its time limit of 0.05 s."),
            (result.Errors[0].ExceptionType, result.Errors[0].Message)
        );
    }

    [Fact, Trait("Spec", "RES-6")]
    public async Task Nothing_of_it_can_be_read_back_or_changed()
    {
        await using var app = App.Immediate();
        var result = await Maths.AddTask.EnqueueAsync(1, 2, App.Token);
        var backend = app.Backends.Default;

        Assert.Equal(NotKept, (await Assert.ThrowsAsync<NotSupportedException>(() => result.RefreshAsync(App.Token))).Message);
        Assert.Equal(NotKept, (await Assert.ThrowsAsync<NotSupportedException>(() => result.CancelAsync(App.Token))).Message);
        Assert.Equal(NotKept, (await Assert.ThrowsAsync<NotSupportedException>(() => backend.RetryAsync(result.Id, App.Token))).Message);
        Assert.Equal(
            NotKept,
            (await Assert.ThrowsAsync<NotSupportedException>(() => Maths.AddTask.GetResultAsync(result.Id, App.Token))).Message
        );
    }

    [Fact, Trait("Spec", "RES-7")]
    public async Task A_finished_result_is_waited_for_at_once()
    {
        await using var app = App.Immediate();
        var result = await Maths.AddTask.EnqueueAsync(1, 2, App.Token);

        Assert.Same(result, await result.WaitAsync(TimeSpan.Zero, App.Token));
    }

    [Fact, Trait("Spec", "BE-4")]
    public async Task It_takes_part_in_no_transaction()
    {
        await using var app = new App(tasks => tasks.AddImmediate().AddDummy("dummy").AddInMemory("memory"));
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(App.Token);
        await using var transaction = connection.BeginTransaction();

        foreach (var alias in app.Backends.Aliases)
        {
            var handle = Maths.AddTask.Using(backend: alias).In(transaction);
            var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => handle.EnqueueAsync(1, 2, App.Token));
            Assert.StartsWith($"The backend '{alias}' takes no part in database transactions", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(((DummyBackend)app.Backends.Get("dummy")).Results);
        Assert.NotEqual(Maths.AddTask, Maths.AddTask.In(transaction));
        Assert.Equal(Maths.AddTask.In(transaction), Maths.AddTask.In(transaction));
    }

    [Fact, Trait("Fault", "F8")]
    public async Task A_huge_exception_is_cut_and_says_so()
    {
        await using var app = App.Immediate();

        var error = Assert.Single((await Work.FailHugelyTask.EnqueueAsync(App.Token)).Errors);

        Assert.Equal(64 * 1024, System.Text.Encoding.UTF8.GetByteCount(error.Message));
        Assert.EndsWith("(cut)", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(cut)", error.Traceback, StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "BE-1")]
    public async Task Several_calls_run_in_their_order()
    {
        await using var app = App.Immediate();

        var results = await app.Backends.Default.EnqueueManyAsync(
            [Maths.AddTask.With(1, 2), Work.EchoTask.With("x"), Maths.AddTask.With(3, 4)],
            App.Token
        );

        Assert.Equal([3, 7], [results[0].As<int>().ReturnValue, results[2].As<int>().ReturnValue]);
        Assert.Equal(results.Select(result => result.Id), results.Select(result => result.Id).Order(StringComparer.Ordinal));
    }

    [Fact, Trait("Spec", "BE-1")]
    public async Task A_callback_that_throws_when_the_time_is_up_is_not_the_end_of_the_process()
    {
        await using var app = App.Immediate();
        var task = TaskHandle.Create(
            "throws at its end",
            async (Work.Node _, TaskContext context) =>
            {
                context.CancellationToken.Register(() => throw new InvalidOperationException("in the callback"));
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return 0;
            },
            timeoutSeconds: 0.05
        );

        var result = await task.EnqueueAsync(new(), App.Token);

        Assert.Equal((TaskResultStatus.Failed, "System.TimeoutException"), (result.Status, result.Errors[0].ExceptionType));
    }
}
