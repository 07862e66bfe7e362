using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Hosting;

namespace Tasks.Benchmarks.Micro;

/// <summary>What a caller pays: a call here and now, one in an enqueue, and an enqueue to a store in memory that starts empty each time.</summary>
[InvocationCount(Invocations)]
public class FacadeCalls
{
    // Bounded, because the store keeps what is enqueued.
    private const int Invocations = 32_768;

    private IHost? host;

    [IterationSetup]
    public void Open()
    {
        host = Site.NewHost(Arguments.InMemory, Crew.None, "");
        host.StartAsync().Wait();
    }

    [IterationCleanup]
    public void Close()
    {
        host?.StopAsync().Wait();
        host?.Dispose();
    }

    [Benchmark]
    public Task Invoke() => Bare.NothingTask.CallAsync(1);

    [Benchmark]
    public TaskCall With() => Bare.NothingTask.With(1);

    [Benchmark]
    public Task<TaskResult> Enqueue() => Bare.NothingTask.EnqueueAsync(1);
}
