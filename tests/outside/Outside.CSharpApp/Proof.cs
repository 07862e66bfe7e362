using System.Globalization;
using Microsoft.Data.Sqlite;
using Outside.Post;
using Tasks;

namespace Outside.CSharpApp;

/// <summary>What the specification promises an app, thing by thing; each says so when it held.</summary>
internal static class Proof
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(IHost host)
    {
        await Hold("typed results", TypedAsync);
        await Hold("instance tasks", InstanceAsync);
        await Hold("many at once", ManyAsync);
        await Hold("options", OptionsAsync);
        await Hold("retries", RetriesAsync);
        await Hold("failures", FailuresAsync);
        await Hold("cancelling", CancellingAsync);
        await Hold("transactions", TransactionsAsync);
        await Hold("a library's tasks", LibraryAsync);
        await host.StopAsync();
        await Hold("tests without waiting", DrainingAsync);
        await Hold("for another process", LeavingAsync);
    }

    private static async Task TypedAsync()
    {
        TaskResult<int> answer = await (await Maths.CalculateMeaningOfLifeTask.EnqueueAsync()).WaitAsync(Soon);
        TaskResult<string> me = await (await Maths.WhoAmITask.EnqueueAsync()).WaitAsync(Soon);
        TaskResult untyped = await TaskBackends.Default.GetResultAsync(answer.Id);
        TaskResult<int> again = await Maths.CalculateMeaningOfLifeTask.GetResultAsync(answer.Id);

        Equal(42, answer.ReturnValue);
        Equal(me.Id, me.ReturnValue);
        Equal("42", Convert.ToString(untyped.ReturnValue, CultureInfo.InvariantCulture));
        Equal(answer, again);
        Equal(3, await Maths.AddTask.CallAsync(1, 2));
    }

    private static async Task InstanceAsync()
    {
        TaskResult plain = await (await EmailTasks.SendWelcomeTask.EnqueueAsync(1)).WaitAsync(Soon);
        TaskResult fancy = await (await EmailTasks.SendWelcomeTask.EnqueueAsync(2, template: "fancy")).WaitAsync(Soon);

        Equal((TaskResultStatus.Successful, TaskResultStatus.Successful), (plain.Status, fancy.Status));
        Equal("default to 1, fancy to 2", string.Join(", ", Outbox.Sent));
    }

    private static async Task ManyAsync()
    {
        var results = await TaskBackends.Default.EnqueueManyAsync(
            Enumerable.Range(0, 200).Select(number => Errands.DivideTask.With(number, 1))
        );

        for (var number = 0; number < results.Count; number++)
        {
            Equal(number, (await results[number].As<int>().WaitAsync(Soon)).ReturnValue);
        }
    }

    private static async Task OptionsAsync()
    {
        var patient = Maths.AddTask.Using(priority: 3, delay: TimeSpan.FromMilliseconds(1));
        var result = await (await patient.EnqueueAsync(20, 22)).WaitAsync(Soon);

        Equal((42, 3), (result.ReturnValue, result.Priority));
        Equal((10, 5), (Maths.AddTask.Priority, Maths.AddTask.Definition.MaxAttempts));
        Equal("priority must be a whole number between -100 and 100.", Thrown(() => Maths.AddTask.Using(priority: 101)).Message);
        var refusal = await ThrownAsync(() => Maths.AddTask.Using(queue: "nobody's").EnqueueAsync(1, 2));
        Equal("Queue 'nobody's' is not valid for backend.", refusal.Message);
    }

    private static async Task RetriesAsync()
    {
        var lucky = await (await Errands.SecondTimeLuckyTask.EnqueueAsync()).WaitAsync(Soon);

        Equal(("lucky", 2, 2), (lucky.ReturnValue, lucky.Attempts, lucky.Metadata["seen"].GetInt32()));
        Equal("System.InvalidOperationException: not the first time", $"{lucky.Errors[0].ExceptionType}: {lucky.Errors[0].Message}");
    }

    private static async Task FailuresAsync()
    {
        var failed = await (await Errands.DivideTask.EnqueueAsync(1, 0)).WaitAsync(Soon);
        var late = await (await Errands.OversleepTask.EnqueueAsync()).WaitAsync(Soon);

        Equal(typeof(DivideByZeroException), failed.Errors[0].ResolveExceptionType());
        Equal("Task failed", Thrown(() => failed.ReturnValue).Message);
        Equal("System.TimeoutException", late.Errors[0].ExceptionType);
        var again = await (await TaskBackends.Default.RetryAsync(failed.Id)).WaitAsync(Soon);
        Equal((TaskResultStatus.Failed, 2), (again.Status, again.Errors.Count));
        var mismatch = await ThrownAsync(() => Maths.AddTask.GetResultAsync(failed.Id));
        Equal(typeof(TaskResultMismatchException), mismatch.GetType());
    }

    private static async Task CancellingAsync()
    {
        var waiting = await Errands.SleepTask.Using(delay: TimeSpan.FromHours(1)).EnqueueAsync();
        Equal(TaskResultStatus.Cancelled, (await waiting.CancelAsync()).Status);

        var running = await Errands.SleepTask.EnqueueAsync();
        using var limit = new CancellationTokenSource(Soon);
        while (running.Status == TaskResultStatus.Ready)
        {
            await Task.Delay(5, limit.Token);
            running = await running.RefreshAsync();
        }

        await running.CancelAsync();
        Equal(TaskResultStatus.Cancelled, (await running.WaitAsync(Soon)).Status);
    }

    private static async Task TransactionsAsync()
    {
        await using var connection = new SqliteConnection("Data Source=tasks.db");
        await connection.OpenAsync();
        await using (var undone = await connection.BeginTransactionAsync())
        {
            var gone = await Maths.AddTask.In(undone).EnqueueAsync(1, 2);
            await undone.RollbackAsync();
            Equal(typeof(TaskResultDoesNotExistException), (await ThrownAsync(() => gone.RefreshAsync())).GetType());
        }

        await using var done = await connection.BeginTransactionAsync();
        var kept = await Maths.AddTask.In(done).EnqueueAsync(1, 2);
        await done.CommitAsync();
        Equal(3, (await kept.WaitAsync(Soon)).ReturnValue);
    }

    private static async Task LibraryAsync() =>
        Equal("[card]", (await (await Letters.StampTask.EnqueueAsync("card")).WaitAsync(Soon)).ReturnValue);

    private static async Task DrainingAsync()
    {
        using var host = HostOf(tasks => tasks.AddInMemory(configure: store => store.SerializerOptions = AppJson.Default.Options));
        using var _ = TaskBackends.Use(host.Services);
        var paid = await Errands.PayTask.EnqueueAsync(new(7, ["tea", "cup"]));

        Equal(1, await host.RunDueTasksAsync());
        Equal(new Receipt(7, 2), (await paid.RefreshAsync()).ReturnValue);
    }

    private static async Task LeavingAsync()
    {
        await LeaveAsync("csharp.db");
        await LeaveAsync("fsharp.db");
    }

    private static async Task LeaveAsync(string file)
    {
        using var host = HostOf(tasks => tasks.AddSqlite($"Data Source={file}"));
        using var _ = TaskBackends.Use(host.Services);
        Console.WriteLine($"{file} {(await Letters.StampTask.EnqueueAsync(file)).Id}");
    }

    private static IHost HostOf(Action<TasksBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTasks(configure);
        return builder.Build();
    }

    private static async Task Hold(string what, Func<Task> proof)
    {
        await proof();
        Console.WriteLine($"ok: {what}");
    }

    private static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"expected {expected}, got {actual}");
        }
    }

    private static Exception Thrown(Func<object?> act)
    {
        try
        {
            throw new NotSupportedException($"did not throw, gave {act()}");
        }
        catch (Exception exception) when (exception is not NotSupportedException)
        {
            return exception;
        }
    }

    private static async Task<Exception> ThrownAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception)
        {
            return exception;
        }

        throw new InvalidOperationException("did not throw");
    }
}
