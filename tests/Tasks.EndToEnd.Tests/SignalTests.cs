namespace Tasks.EndToEnd.Tests;

/// <summary>What signals do to a worker's process: nothing is lost by any of them, and only the last of them says so with its exit code.</summary>
[Trait("Spec", "CLI-2")]
[Trait("Spec", "LIFE-10")]
public abstract class SignalTests
{
    private const string Worker = "worker --no-startup-delay";

    private static readonly (TaskResultStatus, int) Done = (TaskResultStatus.Successful, 1);
    private static readonly (TaskResultStatus, int) GivenBack = (TaskResultStatus.Ready, 0);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("QUIT")]
    public async Task An_idle_worker_ends_well(string signal)
    {
        await using var store = await CreateAsync();
        using var worker = store.Do(Worker);
        await worker.SaysAsync("serves queues default");

        worker.Signal(signal);

        Assert.Equal(0, await worker.ExitAsync());
        Assert.Contains($"Received SIG{signal}", worker.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task The_first_signal_lets_what_runs_end(string signal)
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = store.Do(Worker);
        await errand.StartedAsync(worker);

        worker.Signal(signal);
        await worker.SaysAsync("claims nothing more; 1 task runs.");
        errand.MayEnd();

        Assert.Equal(0, await worker.ExitAsync());
        Assert.Equal(Done, await errand.StateAsync());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [Trait("Fault", "F15")]
    public async Task The_second_signal_gives_back_what_runs_and_another_worker_finishes_it(string signal)
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = store.Do(Worker);
        await errand.StartedAsync(worker);

        worker.Signal(signal);
        await worker.SaysAsync("claims nothing more");
        worker.Signal(signal);

        Assert.Equal(1, await worker.ExitAsync());
        Assert.Equal(GivenBack, await errand.StateAsync());
        Assert.Empty(errand.Result.Errors);
        await errand.FinishElsewhereAsync();
        Assert.Equal(Done, await errand.StateAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "F14")]
    public async Task What_has_not_ended_when_the_time_is_up_is_given_back_whether_it_heeds_its_token_or_not(bool heeds)
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store, heeds);
        using var worker = store.Do($"{Worker} --shutdown-timeout 0.2");
        await errand.StartedAsync(worker);

        worker.Terminate();

        Assert.Equal(1, await worker.ExitAsync());
        Assert.Equal(GivenBack, await errand.StateAsync());
        Assert.Empty(errand.Result.Errors);
        await errand.FinishElsewhereAsync();
    }

    [Fact]
    [Trait("Fault", "F13")]
    public async Task What_was_claimed_and_not_started_is_given_back_at_once_and_what_runs_ends()
    {
        // Whether a worker has claimed ahead just then is its own affair: asked again until it had.
        const int Rounds = 5;
        var givenBack = 0;
        for (var round = 0; round < Rounds && givenBack == 0; round++)
        {
            givenBack = await StopBehindTwoErrandsAsync();
        }

        Assert.InRange(givenBack, 1, int.MaxValue);
    }

    [Fact]
    [Trait("Fault", "F1")]
    public async Task A_worker_that_is_killed_is_missed_and_another_one_does_its_task()
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = store.Do(Worker);
        await errand.StartedAsync(worker);
        await store.UntilAsync(
            async () =>
                (await errand.Result.RefreshAsync(TestContext.Current.CancellationToken)).Record.State
                    is Domain.Lifecycle.TaskState.Running { IsStarted: true },
            () => worker.Output
        );

        worker.Kill();
        await worker.ExitAsync();
        await errand.FinishElsewhereAsync();

        Assert.Equal((TaskResultStatus.Successful, 2), await errand.StateAsync());
    }

    [Fact]
    public async Task The_third_signal_does_what_it_does_to_any_process()
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store, heeds: false);
        using var worker = store.Do(Worker);
        await errand.StartedAsync(worker);

        worker.Signal("INT");
        await worker.SaysAsync("claims nothing more");
        worker.Signal("INT");
        await worker.SaysAsync("cancelled and given back");
        worker.Signal("INT");

        Assert.Equal(130, await worker.ExitAsync());
    }

    [Fact]
    public async Task A_hosts_own_worker_lets_what_runs_end_as_well()
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store);
        using var worker = store.StartWorker();
        await errand.StartedAsync(worker);

        worker.Terminate();
        errand.MayEnd();

        Assert.Equal(0, await worker.ExitAsync());
        Assert.Equal(Done, await errand.StateAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hosts_own_worker_gives_back_what_does_not_end_within_the_hosts_time(bool heeds)
    {
        await using var store = await CreateAsync();
        using var errand = await Errand.EnqueueAsync(store, heeds);
        using var worker = store.StartWorker(hostSeconds: 1);
        await errand.StartedAsync(worker);

        worker.Terminate();
        await worker.ExitAsync();

        Assert.Equal(GivenBack, await errand.StateAsync());
    }

    private protected abstract Task<StoreUnderTest> CreateAsync();

    // Stops a worker of two slots as soon as both are taken, and tells how many tasks it had claimed beside and has given back.
    private async Task<int> StopBehindTwoErrandsAsync()
    {
        const int Many = 12;
        await using var store = await CreateAsync();
        // Short tasks teach a worker to claim ahead.
        await store.Backend.EnqueueManyAsync(
            Enumerable.Range(0, 2_000).Select(number => App.Sums.DoubleTask.With(number)),
            TestContext.Current.CancellationToken
        );
        var errands = new List<Errand>();
        for (var count = 0; count < Many; count++)
        {
            errands.Add(await Errand.EnqueueAsync(store));
        }

        using var worker = store.Do($"{Worker} --concurrency 2");
        await store.UntilAsync(() => Task.FromResult(errands.Count(errand => errand.HasStarted) == 2), () => worker.Output);
        worker.Terminate();
        await worker.SaysAsync("claims nothing more; 2 tasks run.");
        errands.ForEach(errand => errand.MayEnd());

        Assert.Equal(0, await worker.ExitAsync());
        var states = new List<(TaskResultStatus, int)>();
        foreach (var errand in errands)
        {
            states.Add(await errand.StateAsync());
        }

        Assert.Equal(2, states.Count(state => state == Done));
        Assert.Equal(Many - 2, states.Count(state => state == GivenBack));
        var givenBack = errands.Count(errand => errand.Result is { Status: TaskResultStatus.Ready, Record.Lease: > 0 });
        errands.ForEach(errand => errand.Dispose());
        return givenBack;
    }
}
