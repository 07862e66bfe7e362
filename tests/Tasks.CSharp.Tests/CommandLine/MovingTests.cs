using Tasks.CommandLine;
using Tasks.CSharp.Tests.Hosting;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>The commands <c>cancel</c> and <c>retry</c>.</summary>
public sealed class MovingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("y", 2)]
    [InlineData("YES", 2)]
    [InlineData("n", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public async Task The_count_is_said_and_only_a_yes_does_it(string? answer, int cancelled)
    {
        await using var shell = new Shell { Answer = answer };
        await EnqueueAsync(shell, 2);

        var said = await shell.RunAsync("cancel --status ready");

        Assert.StartsWith("Cancel 2 tasks? [y/N] ", said.Errors, StringComparison.Ordinal);
        Assert.Equal(cancelled > 0 ? ExitCode.Well : ExitCode.Trouble, said.ExitCode);
        Assert.Equal(cancelled, await CountAsync(shell, TaskResultStatus.Cancelled));
    }

    [Fact]
    public async Task Named_tasks_are_cancelled_each_for_itself_and_refusals_are_told()
    {
        await using var shell = new Shell();
        var done = await Errands.DoubleTask.EnqueueAsync(1, Token);
        await shell.RunDueAsync();
        var waiting = await Errands.DoubleTask.EnqueueAsync(2, Token);

        var said = await shell.RunAsync($"cancel {waiting.Id} {done.Id} nobody --yes");

        Assert.Equal(ExitCode.Trouble, said.ExitCode);
        Assert.Equal("Cancelled 1 task.", said.Output.TrimEnd());
        Assert.Contains($"Task '{done.Id}' is Successful: it cannot be cancelled.", said.Errors, StringComparison.Ordinal);
        Assert.Contains("No task has the id 'nobody'.", said.Errors, StringComparison.Ordinal);
        Assert.Equal(TaskResultStatus.Cancelled, (await waiting.RefreshAsync(Token)).Status);
    }

    [Fact]
    public async Task A_filter_moves_all_it_means_whatever_moment_they_share_and_nothing_else()
    {
        await using var shell = new Shell();
        await EnqueueAsync(shell, 1_050);
        await EnqueueAsync(shell, 450);
        await Errands.DoubleTask.Using(queue: "mail").EnqueueAsync(1, Token);

        var cancelled = await shell.AskAsync("cancel --queue-name default --yes");
        var retried = await shell.AskAsync("retry --queue-name default --yes");

        Assert.Equal((1_500, 0), (cancelled.GetProperty("cancelled").GetInt32(), cancelled.GetProperty("refused").GetInt32()));
        Assert.Equal((1_500, 0), (retried.GetProperty("retried").GetInt32(), retried.GetProperty("refused").GetInt32()));
        Assert.Equal(1_501, await CountAsync(shell, TaskResultStatus.Ready));
    }

    [Fact]
    public async Task A_running_task_is_asked_to_end_and_a_cancelled_one_is_told_to_observers()
    {
        await using var shell = new Shell();
        var gate = Errands.NewGate();
        var running = await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        using var stop = new CancellationTokenSource();
        var worker = shell.StoppableAsync("worker --no-startup-delay --concurrency 1", stop.Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);

        var said = await shell.RunAsync($"cancel {running.Id} --yes");
        running = await running.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await stop.CancelAsync();

        Assert.Equal(["Cancelled 0 tasks.", "Asked 1 running task to end."], said.Lines);
        Assert.Equal(TaskResultStatus.Cancelled, running.Status);
        Assert.Contains("1 cancelled.", (await worker).Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_gives_failed_and_cancelled_tasks_one_more_life()
    {
        await using var shell = new Shell();
        var failed = await Work.FailTask.EnqueueAsync("no", Token);
        await shell.RunDueAsync();

        var said = await shell.RunAsync("retry --error System.InvalidOperationException --yes");

        Assert.Equal((ExitCode.Well, "Retried 1 task."), (said.ExitCode, said.Output.TrimEnd()));
        Assert.Equal(TaskResultStatus.Ready, (await failed.RefreshAsync(Token)).Status);
    }

    [Fact]
    [Trait("Fault", "F24")]
    public async Task A_retry_of_waiting_tasks_makes_them_due_now_and_refuses_those_that_are()
    {
        await using var shell = new Shell();
        var later = await Errands.DoubleTask.Using(delay: TimeSpan.FromHours(1)).EnqueueAsync(1, Token);
        var due = await Errands.DoubleTask.EnqueueAsync(1, Token);

        var said = await shell.RunAsync("retry --status ready --yes");

        Assert.Equal(ExitCode.Trouble, said.ExitCode);
        Assert.Equal("Retried 1 task.", said.Output.TrimEnd());
        Assert.Contains(due.Id, said.Errors, StringComparison.Ordinal);
        later = await later.RefreshAsync(Token);
        Assert.True(later.DueAt < later.RunAfter, later.DueAt.ToString());
    }

    [Fact]
    public async Task Where_nothing_is_meant_nothing_is_asked()
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync("retry --status failed");

        Assert.Equal((ExitCode.Well, "Retried 0 tasks.", ""), (said.ExitCode, said.Output.TrimEnd(), said.Errors));
    }

    /// <summary>Puts in many of one moment.</summary>
    private static Task EnqueueAsync(Shell shell, int count)
    {
        var call = new Call(Definition.Of(TaskName.Stored(Errands.DoubleTask.Name)), JsonText.From("""{"number":1}"""), Timing.Now);
        return shell.Store.Store.EnqueueAsync(
            [.. Enumerable.Range(0, count).Select(_ => new Domain.Protocol.NewTask(TaskId.Stored(Guid.NewGuid().ToString()), call))],
            Token
        );
    }

    private static Task<long> CountAsync(Shell shell, TaskResultStatus status) =>
        shell.Backend.CountAsync(new() { Status = status }, Token);
}
