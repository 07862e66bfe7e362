using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tasks.CommandLine;
using Tasks.CSharp.Tests.Hosting;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>Commands that look and change nothing.</summary>
public sealed class LookingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Filters =>
        new()
        {
            { "list", "new failed mail old" },
            { "list --status ready", "new mail" },
            { "list --status FAILED", "failed" },
            { "list --status successful", "old" },
            { "list --queue-name mail", "mail" },
            { "list --task Tasks.CSharp.Tests.Work.Fail", "failed" },
            { "list --error System.InvalidOperationException", "failed" },
            { "list --error System.TimeoutException", "" },
            { "list --newer-than 90m", "new failed mail" },
            { "list --older-than 90m", "old" },
            { "list --older-than 3h", "" },
            { "list --newer-than 1d --older-than 1s --status ready", "mail" },
            { "list --limit 2", "new failed" },
            { "list --limit 2 --page 2", "mail old" },
            { "list --limit 3 --page 2", "old" },
            { "list --limit 2 --page 9", "" },
        };

    [Theory, MemberData(nameof(Filters))]
    public async Task A_list_is_newest_first_and_holds_what_every_filter_means(string line, string expected)
    {
        var time = new FakeTimeProvider();
        await using var shell = new Shell(add: services => services.AddSingleton<TimeProvider>(time));
        var names = new Dictionary<string, string>();
        names[(await Errands.DoubleTask.EnqueueAsync(1, Token)).Id] = "old";
        await shell.RunDueAsync();
        time.Advance(TimeSpan.FromHours(2));
        names[(await Errands.DoubleTask.Using(queue: "mail", delay: TimeSpan.FromHours(9)).EnqueueAsync(1, Token)).Id] = "mail";
        time.Advance(TimeSpan.FromSeconds(10));
        names[(await Work.FailTask.EnqueueAsync("no", Token)).Id] = "failed";
        await shell.RunDueAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        names[(await Errands.DoubleTask.EnqueueAsync(2, Token)).Id] = "new";

        var found = await shell.AskAsync(line);

        Assert.Equal(expected, string.Join(' ', found.EnumerateArray().Select(task => names[task.GetProperty("id").GetString()!])));
    }

    [Fact]
    public async Task A_list_for_people_has_headings_and_says_where_it_goes_on()
    {
        await using var shell = new Shell();
        var first = await Errands.DoubleTask.EnqueueAsync(1, Token);
        await Errands.DoubleTask.EnqueueAsync(2, Token);

        var said = await shell.RunAsync("list --limit 1 --page 2");
        var more = await shell.RunAsync("list --limit 1");

        Assert.Equal(
            "ID STATUS QUEUE TRIES ENQUEUED TASK",
            string.Join(' ', said.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
        Assert.StartsWith(first.Id, said.Lines[1], StringComparison.Ordinal);
        Assert.Contains("Tasks.CSharp.Tests.Hosting.Errands.Double", said.Lines[1], StringComparison.Ordinal);
        Assert.Equal(("", "There are more: --page 2"), (said.Errors, more.Errors.TrimEnd()));
    }

    [Fact]
    public async Task A_task_is_shown_with_arguments_result_and_errors()
    {
        await using var shell = new Shell();
        var good = await Errands.DoubleTask.EnqueueAsync(21, Token);
        var bad = await Work.FailTask.EnqueueAsync("on purpose", Token);
        await shell.RunDueAsync();

        var shown = await shell.AskAsync($"show {good.Id}");
        var told = await shell.RunAsync($"show {bad.Id}");

        Assert.Equal("Successful", shown.GetProperty("status").GetString());
        Assert.Equal(
            (21, 42),
            (shown.GetProperty("arguments").GetProperty("number").GetInt32(), shown.GetProperty("returnValue").GetInt32())
        );
        Assert.Equal(ExitCode.Well, told.ExitCode);
        Assert.Contains("System.InvalidOperationException: on purpose", told.Output, StringComparison.Ordinal);
        Assert.Contains("""{"message":"on purpose"}""", told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071")]
    [InlineData("explain 019a0b3c-5d6e-7f80-9a1b-2c3d4e5f6071")]
    [InlineData("show 12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task An_id_that_nobody_has_is_said_to_be_one(string line)
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync(line);

        Assert.Equal((ExitCode.Trouble, ""), (said.ExitCode, said.Output));
        Assert.Equal($"No task has the id '{line.Split(' ')[1]}'.", said.Errors.TrimEnd());
    }

    [Fact]
    public async Task Stats_count_by_status_and_list_the_workers()
    {
        await using var shell = new Shell();
        await Errands.DoubleTask.EnqueueAsync(1, Token);
        await Work.FailTask.EnqueueAsync("no", Token);
        await shell.RunDueAsync();
        await Errands.DoubleTask.EnqueueAsync(1, Token);
        await OpenAsync(shell, "w1");

        var stats = await shell.AskAsync("stats");
        var told = await shell.RunAsync("stats");

        Assert.Equal("""{"ready":1,"running":0,"successful":1,"failed":1,"cancelled":0}""", stats.GetProperty("tasks").GetRawText());
        var worker = stats.GetProperty("workers").EnumerateArray().Single();
        Assert.Equal(("w1:boot", "live", "box"), (Text(worker, "id"), Text(worker, "state"), Text(worker, "host")));
        Assert.Contains("w1:boot", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queues_tell_what_waits_who_serves_and_what_is_paused()
    {
        await using var shell = new Shell();
        await Errands.DoubleTask.Using(queue: "mail").EnqueueAsync(1, Token);
        await Errands.DoubleTask.Using(queue: "mail", delay: TimeSpan.FromHours(1)).EnqueueAsync(1, Token);
        await OpenAsync(shell, "w1");
        await shell.Store.Store.PauseAsync(Domain.Calls.QueueName.Stored("slow"), Token);

        var queues = (await shell.AskAsync("queues")).EnumerateArray().ToArray();
        var told = await shell.RunAsync("queues");

        Assert.Equal(["mail", "slow"], queues.Select(queue => Text(queue, "queue")));
        Assert.Equal(
            (1, 1, 0, 1),
            (Number(queues[0], "due"), Number(queues[0], "later"), Number(queues[0], "running"), Number(queues[0], "workers"))
        );
        Assert.Equal((false, true), (queues[0].GetProperty("isPaused").GetBoolean(), queues[1].GetProperty("isPaused").GetBoolean()));
        Assert.EndsWith("paused", told.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_task_does_not_run_is_explained_the_most_decisive_answer_first()
    {
        await using var shell = new Shell();
        var result = await Errands.DoubleTask.Using(queue: "mail", delay: TimeSpan.FromHours(1)).EnqueueAsync(1, Token);
        await shell.Store.Store.PauseAsync(Domain.Calls.QueueName.Stored("mail"), Token);

        var said = await shell.RunAsync($"explain {result.Id}");
        var asked = await shell.AskAsync($"explain {result.Id}");

        Assert.Equal($"Task {result.Id} (Tasks.CSharp.Tests.Hosting.Errands.Double) is Ready.", said.Lines[0]);
        Assert.StartsWith("- It is not due before ", said.Lines[1], StringComparison.Ordinal);
        Assert.Equal("- Queue 'mail' is paused: nothing starts there until it is resumed.", said.Lines[2]);
        Assert.Equal(
            ["DueLater", "Paused", "NobodyServes"],
            asked.GetProperty("findings").EnumerateArray().Select(finding => Text(finding, "kind"))
        );
    }

    [Fact]
    public async Task A_store_without_a_schema_says_so()
    {
        await using var shell = new Shell();

        Assert.Equal("The backend 'default' (InMemory) needs no schema.", (await shell.RunAsync("schema")).Errors.TrimEnd());
        Assert.Equal(JsonValueKind.Null, (await shell.AskAsync("schema")).GetProperty("sql").ValueKind);
    }

    private static Task OpenAsync(Shell shell, string worker) =>
        shell.Store.Store.OpenAsync(
            SessionId.Of(WorkerId.From(worker)!.Value, "boot"),
            TimeSpan.FromMinutes(1),
            new("box", 7, "1.0", 4, QueueSelection.All.Text, null),
            Token
        );

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
