using System.Text.Json;
using Tasks.CommandLine;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>The command <c>check</c>: its exit code tells.</summary>
public sealed class CheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backends_that_are_fit_for_use_are_well()
    {
        await using var shell = new Shell(tasks => tasks.AddImmediate().AddDummy("kept"));

        var said = await shell.RunAsync("check");

        Assert.Equal((ExitCode.Well, ""), (said.ExitCode, said.Errors));
        Assert.Equal(3, said.Lines.Length);
        Assert.All(said.Lines[1..], line => Assert.EndsWith("ok", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_store_cannot_promise_is_a_problem()
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync("check --json");

        Assert.Equal(ExitCode.Trouble, said.ExitCode);
        var problem = Assert.Single(ProblemsIn(said));
        Assert.Contains("kept in memory", problem, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "LIFE-9")]
    public async Task A_waiting_task_that_nobody_knows_is_a_problem_until_a_live_worker_knows_it()
    {
        await using var shell = new Shell();
        var name = TaskName.Stored("Gone.With.The.Wind");
        var call = new Call(Definition.Of(name), JsonText.EmptyObject, Timing.Now);
        await shell.Store.Store.EnqueueAsync([new(TaskId.Stored("a"), call), new(TaskId.Stored("b"), call)], Token);

        Assert.Contains(
            "2 tasks named 'Gone.With.The.Wind' wait, and neither this app nor a live worker knows the name: register it, or name it in FormerNames.",
            ProblemsIn(await shell.RunAsync("check --json"))
        );

        var session = SessionId.Of(WorkerId.From("w")!.Value, "1");
        var profile = new WorkerProfile("", 0, "", 1, QueueSelection.All.Text, [name]);
        await shell.Store.Store.OpenAsync(session, TimeSpan.FromMinutes(1), profile, Token);

        Assert.Single(ProblemsIn(await shell.RunAsync("check --json")));
    }

    [Fact]
    [Trait("Spec", "LIFE-9")]
    public async Task Waiting_tasks_are_each_seen_once_though_others_are_moved_meanwhile()
    {
        await using var shell = new Shell(tasks => tasks.AddStore<TaskBackendOptions>(new BusyKind(), TasksBuilder.DefaultAlias, null));
        var call = new Call(Definition.Of(TaskName.Stored("Gone.With.The.Wind")), JsonText.EmptyObject, Timing.Now);
        await shell.Store.Store.EnqueueAsync(
            [.. Enumerable.Range(100, 250).Select(id => new NewTask(TaskId.Stored($"t{id}"), call))],
            Token
        );

        var problems = ProblemsIn(await shell.RunAsync("check --json"));

        Assert.Contains(problems, problem => problem.StartsWith("250 tasks named 'Gone.With.The.Wind' wait", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Spec", "CFG-5")]
    public async Task Everything_that_is_configured_wrongly_is_told_and_no_secret_with_it()
    {
        const string Secret = "hunter2";
        await using var shell = new Shell(tasks =>
            tasks
                .AddSqlite($"Data Source=/nowhere/at/all/tasks.db;Password={Secret}")
                .AddInMemory("odd", options => (options.MaxArgumentBytes, options.Retention) = (0, TimeSpan.FromDays(-1)))
        );

        var said = await shell.RunAsync("check");
        var other = await shell.RunAsync("list");

        Assert.Equal((ExitCode.Trouble, ExitCode.Trouble), (said.ExitCode, other.ExitCode));
        Assert.Contains("Tasks:odd:Options:MaxArgumentBytes: must be at least 1 byte.", said.Output, StringComparison.Ordinal);
        Assert.Contains("Tasks:odd:Options:Retention: must be zero or more", said.Output, StringComparison.Ordinal);
        Assert.Contains("Tasks:odd:Options:Retention: must be zero or more", other.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said.Output + said.Errors + other.Output + other.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Spec", "CFG-5")]
    [InlineData("check")]
    [InlineData("list")]
    [InlineData("stats --json")]
    [InlineData("worker --batch")]
    public async Task A_store_that_cannot_be_used_is_told_without_its_secrets(string line)
    {
        const string Secret = "hunter2";
        await using var shell = new Shell(tasks => tasks.AddSqlite($"Data Source=/nowhere/at/all/tasks.db;Password={Secret}"));

        var said = await shell.RunAsync(line);

        Assert.Equal(ExitCode.Trouble, said.ExitCode);
        Assert.NotEqual("", said.Output + said.Errors);
        Assert.DoesNotContain(Secret, said.Output + said.Errors, StringComparison.Ordinal);
    }

    private static string[] ProblemsIn(Said said) =>
        [
            .. JsonDocument
                .Parse(said.Output)
                .RootElement.GetProperty("backends")
                .EnumerateArray()
                .SelectMany(backend => backend.GetProperty("problems").EnumerateArray())
                .Select(problem => problem.GetString()!),
        ];
}
