using Tasks.Domain.Calls;

namespace Tasks.Runtime.Tests.Working;

public sealed class WakeTests
{
    [Fact]
    [Trait("Fault", "F42")]
    public async Task Ten_thousand_wakes_while_an_exchange_is_under_way_are_one()
    {
        await using var bench = new WorkerBench().With("fine", _ => ValueTask.FromResult(JsonText.Null));
        var exchanges = 0;
        var firstIsHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Between.OnExchange = (_, _) =>
        {
            if (Interlocked.Increment(ref exchanges) > 1)
            {
                return Task.CompletedTask;
            }

            firstIsHeld.SetResult();
            return mayGoOn.Task;
        };
        var worker = bench.Worker();
        var end = worker.RunAsync();
        await firstIsHeld.Task.SoonAsync();

        for (var wake = 0; wake < 10_000; wake++)
        {
            worker.Wake();
        }

        mayGoOn.SetResult();
        await Eventually.TrueAsync(() => worker.State is { InFlight: null, IsWoken: false } && Volatile.Read(ref exchanges) > 1);
        worker.Stop();
        Assert.True(await end.SoonAsync());
        // The one that was held, and one for all the wakes.
        Assert.Equal(2, exchanges);
    }
}
