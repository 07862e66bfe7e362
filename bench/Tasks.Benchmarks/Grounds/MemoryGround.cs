using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks.Grounds;

/// <summary>This process's memory.</summary>
internal sealed class MemoryGround : Ground
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(12);

    public override Task<string> NewPlaceAsync() => Task.FromResult("");

    public override IRawLoop NewRawLoop(string place) => new RawChannel();

    /// <summary>All but the finished ones, to the ambient backend.</summary>
    public override async Task GrowAsync(string place, int rows)
    {
        await DrainBench.EnqueueAsync(rows / 2, Bare.NothingTask.Using(delay: Later));
        await DrainBench.EnqueueAsync(rows / 2, Bare.NothingTask.Using(delay: Later, priority: 50));
        await DrainBench.EnqueueAsync(rows, Bare.NothingTask.Using(queue: "unserved"));
    }
}
