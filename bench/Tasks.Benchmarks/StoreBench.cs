using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tasks.Benchmarks.Raw;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Benchmarks;

/// <summary>
/// The store alone, through its port: neither facade nor worker. A thousand new tasks a call, or exchanges that settle the last 256 and
/// claim the next. Its processor time is held against the raw loop's, because that is what a busy machine does not blur.
/// </summary>
internal static class StoreBench
{
    private const int WarmUp = 20_000;
    private const int Chunk = 1_000;
    private const int Batch = 256;
    private const int Rounds = 3;

    private static readonly Definition Nothing = Definition.Of(TaskName.Stored("Tasks.Benchmarks.Bare.Nothing"));
    private static readonly Outcome Nothingness = new Outcome.Succeeded(JsonText.Null);

    public static async Task<Figures> RunAsync(Site site)
    {
        var tasks = site.Arguments.Tasks ?? 100_000;
        var enqueues = site.Arguments.Bench == "store-enqueue";
        await RawAsync(site, WarmUp, enqueues);
        await StoreAsync(site, WarmUp, enqueues);
        List<Cost> raw = [await RawAsync(site, tasks, enqueues)];
        List<Cost> store = [];
        for (var round = 0; round < Rounds; round++)
        {
            store.Add(await StoreAsync(site, tasks, enqueues));
            raw.Add(await RawAsync(site, tasks, enqueues));
        }

        return Figures.Of(site.Arguments, tasks, Batch, store.Min(cost => cost.Seconds), tasks / raw.Min(cost => cost.Seconds)) with
        {
            AllocatedBytesPerTask = store.Min(cost => cost.Bytes) / tasks,
            CpuUsPerTask = PerTask(store, tasks),
            RawCpuUsPerTask = PerTask(raw, tasks),
        };
    }

    private static double PerTask(List<Cost> costs, int tasks) => Math.Round(costs.Min(cost => cost.CpuSeconds) * 1e6 / tasks, 2);

    private static async Task<Cost> RawAsync(Site site, int tasks, bool enqueues)
    {
        using var loop = new RawSqlite(await site.Ground.NewPlaceAsync());
        if (enqueues)
        {
            return Cost.Of("raw loop", tasks, () => loop.Fill(tasks));
        }

        loop.Fill(tasks);
        return Cost.Of("raw loop", tasks, loop.WorkOff);
    }

    private static async Task<Cost> StoreAsync(Site site, int tasks, bool enqueues)
    {
        var kind = new SqliteBackendKind();
        var options = kind.CreateOptions();
        (options.ConnectionString, options.Prefix) = (await site.Ground.NewPlaceAsync(), "tasks_");
        using var services = new ServiceCollection().BuildServiceProvider();
        await using var store = kind.CreateStore(services, TasksBuilder.DefaultAlias, options);
        await store.PrepareAsync(CancellationToken.None);
        var calls = NewTasks(tasks);
        if (enqueues)
        {
            return Cost.Of("store", tasks, () => EnqueueAsync(store, calls).Wait());
        }

        await EnqueueAsync(store, calls);
        return Cost.Of("store", tasks, () => ExchangeAsync(store).Wait());
    }

    private static NewTask[][] NewTasks(int tasks) =>
        [
            .. Enumerable
                .Range(0, tasks)
                .Select(number => new NewTask(
                    TaskId.Stored(Guid.CreateVersion7().ToString()),
                    new(Nothing, JsonText.From(string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number}}}")), Timing.Now)
                ))
                .Chunk(Chunk),
        ];

    private static async Task EnqueueAsync(ITaskStore store, NewTask[][] calls)
    {
        foreach (var chunk in calls)
        {
            await store.EnqueueAsync(chunk, CancellationToken.None);
        }
    }

    private static async Task ExchangeAsync(ITaskStore store)
    {
        var session = SessionId.Of(WorkerId.From("bench-1234")!.Value, Guid.NewGuid().ToString("N"));
        await store.OpenAsync(session, TimeSpan.FromHours(1), WorkerProfile.Unknown, CancellationToken.None);
        var claim = new ClaimRequest(Batch, Batch, QueueSelection.Only(QueueName.Default), null, ClaimRequest.DefaultMaxBytes);
        Settlement[] settlements = [];
        do
        {
            var answer = await store.ExchangeAsync(new(session, 0, settlements, [], claim), CancellationToken.None);
            settlements = new Settlement[answer.Claimed.Count];
            for (var index = 0; index < settlements.Length; index++)
            {
                settlements[index] = new(answer.Claimed[index].Hold, Nothingness);
            }
        } while (settlements.Length > 0);
    }

    private sealed record Cost(double Seconds, double CpuSeconds, long Bytes)
    {
        public static Cost Of(string what, int tasks, Action act)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            var (cpu, bytes) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            var clock = Stopwatch.StartNew();
            act();
            var seconds = clock.Elapsed.TotalSeconds;
            bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            process.Refresh();
            var cost = new Cost(seconds, (process.TotalProcessorTime - cpu).TotalSeconds, bytes);
            Progress.Say(
                $"{what}: {seconds * 1e6 / tasks:F2} µs, processor {cost.CpuSeconds * 1e6 / tasks:F2} µs, {bytes / tasks} bytes a task"
            );
            return cost;
        }
    }
}
