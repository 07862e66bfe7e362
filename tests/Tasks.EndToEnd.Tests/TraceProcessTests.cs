using System.Diagnostics;
using System.Globalization;
using Tasks.EndToEnd.App;

namespace Tasks.EndToEnd.Tests;

/// <summary>One trace through processes that share nothing but a store.</summary>
public abstract class TraceProcessTests
{
    [Fact]
    [Trait("Spec", "OBS-3")]
    public async Task A_chain_of_tasks_is_one_trace_though_it_is_enqueued_here_and_run_elsewhere()
    {
        await using var store = await CreateAsync();
        using var worker = store.StartWorker();
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        // Nobody listens in this process: the trace goes on all the same.
        await store.Backend.EnqueueAsync(Traces.HopTask.With(2), TestContext.Current.CancellationToken);
        await store.UntilAsync(async () => await store.CountAsync(TaskResultStatus.Successful) == 3, () => worker.Output);

        var told = (await store.Backend.ListAsync(new(), TestContext.Current.CancellationToken)).Select(result => $"{result.ReturnValue}");
        var (trace, process) = Assert.Single(told.Distinct()).Split(' ') is [var one, var other] ? (one, other) : ("", "");
        Assert.Equal(request.TraceId.ToString(), trace);
        Assert.NotEqual(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), process);
        worker.Terminate();
        Assert.Equal(0, await worker.ExitAsync());
    }

    private protected abstract Task<StoreUnderTest> CreateAsync();
}
