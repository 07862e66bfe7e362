using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Tasks.Benchmarks.Micro;

/// <summary>Nanoseconds and bytes of single steps, by BenchmarkDotNet, in this process.</summary>
internal static class MicroBenchmarks
{
    public static void Run(string[] args) =>
        BenchmarkSwitcher
            .FromTypes([typeof(DomainMoves), typeof(WorkerSteps), typeof(FacadeCalls)])
            .Run(args.Length > 0 ? args : ["--filter", "*"], Config());

    private static ManualConfig Config() =>
        ManualConfig
            .CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Path.Combine("artifacts", "bench"))
            .WithOption(ConfigOptions.JoinSummary, true)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(10));
}
