using Tasks.Benchmarks;
using Tasks.Benchmarks.Grounds;
using Tasks.Benchmarks.Micro;

if (args is ["micro", ..])
{
    MicroBenchmarks.Run(args[1..]);
    return 0;
}

if (args is [Child.Verb, ..])
{
    await Child.RunAsync(args);
    return 0;
}

if (Arguments.Parse(args) is not { } arguments)
{
    return 2;
}

await using var ground = await Ground.OfAsync(arguments);
Func<Site, Task<Figures>> bench = arguments.Bench switch
{
    "drain" => DrainBench.RunAsync,
    "enqueue" or "enqueue-many" => EnqueueBench.RunAsync,
    "latency" => LatencyBench.RunAsync,
    "mixed" => MixedBench.RunAsync,
    "long" => LongBench.RunAsync,
    "idle" => IdleBench.RunAsync,
    "pinned" => PinnedBench.RunAsync,
    "prune" => PruneBench.RunAsync,
    "store-enqueue" or "store-exchange" => StoreBench.RunAsync,
    _ => GrowthBench.RunAsync,
};
var figures = await bench(new(arguments, ground));
Console.WriteLine(figures.ToJson());
return 0;
