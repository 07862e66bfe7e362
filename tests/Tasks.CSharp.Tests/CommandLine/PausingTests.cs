using Tasks.CommandLine;
using Tasks.CSharp.Tests.Hosting;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>The commands <c>pause</c> and <c>resume</c>.</summary>
public sealed class PausingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "F53")]
    public async Task A_pause_waits_until_the_workers_heed_it_and_says_what_runs_on()
    {
        await using var shell = new Shell();
        var gate = Errands.NewGate();
        await Errands.WaitAtGateTask.EnqueueAsync(gate, Token);
        using var stop = new CancellationTokenSource();
        var worker = shell.StoppableAsync("worker --no-startup-delay", stop.Token);
        await Errands.Gates[gate].Started.Task.WaitAsync(Soon, Token);

        var said = await shell.RunAsync("pause default --yes");
        var later = await Errands.DoubleTask.EnqueueAsync(1, Token);
        Errands.Gates[gate].MayEnd.SetResult();

        Assert.Equal(
            (ExitCode.Well, "Queue 'default' is paused: 1 worker starts nothing in it any more; 1 task in it runs on."),
            (said.ExitCode, said.Output.TrimEnd())
        );
        Assert.Equal("Queue 'default' is open.", (await shell.RunAsync("resume default")).Output.TrimEnd());
        Assert.Equal(2, (await later.WaitAsync(Soon, Token)).ReturnValue);
        await stop.CancelAsync();
        await worker;
    }

    [Fact]
    public async Task A_worker_that_does_not_heed_it_in_time_is_told_of()
    {
        await using var shell = new Shell();
        var profile = new WorkerProfile("box", 7, "1.0", 4, QueueSelection.All.Text, null);
        await shell.Store.Store.OpenAsync(SessionId.Of(WorkerId.From("deaf")!.Value, "1"), TimeSpan.FromMinutes(1), profile, Token);

        var said = await shell.RunAsync("pause mail --wait 0.1 --json");
        var told = await shell.RunAsync("pause mail --wait 0");

        Assert.Equal((ExitCode.Trouble, ExitCode.Trouble), (said.ExitCode, told.ExitCode));
        Assert.Equal("""{"queue":"mail","isPaused":true,"workers":1,"heeding":0,"running":0}""", said.Output.TrimEnd());
        Assert.StartsWith(
            "Queue 'mail' is paused, but only 0 of 1 worker said so far that they start nothing in it any more",
            told.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_queue_that_nobody_serves_is_paused_at_once()
    {
        await using var shell = new Shell();

        var said = await shell.RunAsync("pause mail");

        Assert.Equal(
            (ExitCode.Well, "Queue 'mail' is paused. No live worker serves it; nothing runs in it."),
            (said.ExitCode, said.Output.TrimEnd())
        );
    }
}
