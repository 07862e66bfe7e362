using Tasks.Benchmarks.Raw;

namespace Tasks.Benchmarks.Grounds;

/// <summary>This process's memory.</summary>
internal sealed class MemoryGround : Ground
{
    private const int Chunk = 1_000;
    private static readonly TimeSpan Later = TimeSpan.FromHours(12);

    public override Task<string> NewPlaceAsync() => Task.FromResult("");

    public override IRawLoop NewRawLoop(string place) => new RawChannel();

    /// <summary>All but the finished ones, to the ambient backend.</summary>
    public override async Task GrowAsync(string place, int rows)
    {
        await EnqueueAsync(Bare.NothingTask.Using(delay: Later), rows / 2);
        await EnqueueAsync(Bare.NothingTask.Using(delay: Later, priority: 50), rows / 2);
        await EnqueueAsync(Bare.NothingTask.Using(queue: "unserved"), rows);
    }

    private static async Task EnqueueAsync(Bare.NothingTaskHandle handle, int rows)
    {
        foreach (var chunk in Enumerable.Range(0, rows).Select(number => handle.With(number)).Chunk(Chunk))
        {
            await TaskBackends.Default.EnqueueManyAsync(chunk);
        }
    }
}
