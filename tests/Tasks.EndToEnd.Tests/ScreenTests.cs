namespace Tasks.EndToEnd.Tests;

/// <summary>A worker in front of somebody: at a pseudo-terminal.</summary>
public sealed class ScreenTests
{
    private const string Worker = "worker --no-startup-delay --worker-id w1";

    [Fact]
    [Trait("Spec", "CLI-6")]
    [Trait("Spec", "CLI-2")]
    public async Task Somebody_sees_what_it_does_presses_Ctrl_C_once_and_what_runs_ends()
    {
        await using var store = new StoreFile();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = await store.DoOnScreenAsync(Worker);

        await worker.SaysAsync("Worker w1 serves queues default of backend default");
        await worker.SaysAsync("\r\u001b[K0 done, 0 failed, 1 running, 0.0 per second");
        worker.PressCtrlC();
        await worker.SaysAsync("Received SIGINT: claims nothing more; 1 task runs.");
        errand.MayEnd();

        Assert.Equal(0, await worker.ExitAsync());
        Assert.Contains("Worker w1 has ended: 1 done, 0 failed", worker.Output, StringComparison.Ordinal);
        Assert.Equal((TaskResultStatus.Successful, 1), await errand.StateAsync());
    }

    [Fact]
    [Trait("Spec", "CLI-6")]
    [Trait("Spec", "CLI-2")]
    public async Task Ctrl_C_pressed_twice_gives_back_what_runs_and_another_worker_finishes_it()
    {
        await using var store = new StoreFile();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = await store.DoOnScreenAsync(Worker);
        await errand.StartedAsync(worker);

        worker.PressCtrlC();
        await worker.SaysAsync("Received SIGINT: claims nothing more");
        worker.PressCtrlC();

        Assert.Equal(1, await worker.ExitAsync());
        Assert.Contains("Worker w1 has ended by force: 0 done", worker.Output, StringComparison.Ordinal);
        Assert.Equal((TaskResultStatus.Ready, 0), await errand.StateAsync());
        await errand.FinishElsewhereAsync();
    }

    [Fact]
    [Trait("Spec", "CLI-6")]
    public async Task A_log_line_begins_where_the_live_line_was()
    {
        await using var store = new StoreFile();
        using var worker = await store.DoOnScreenAsync(Worker + " -v 1");
        await worker.SaysAsync("0 running");

        using var errand = await Errand.EnqueueAsync(store);
        errand.MayEnd();
        await worker.SaysAsync("state=SUCCESSFUL");
        worker.PressCtrlC();

        Assert.Equal(0, await worker.ExitAsync());
        Assert.DoesNotMatch("per second[^\r\n]*info", worker.Output);
    }
}
