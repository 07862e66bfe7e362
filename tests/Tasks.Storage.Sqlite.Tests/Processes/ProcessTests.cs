using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Processes;

public sealed class ProcessTests : StoreTest
{
    [Fact(Timeout = 120_000), Trait("Spec", "LIFE-8")]
    public async Task A_process_that_is_killed_loses_no_task_it_was_told_is_stored()
    {
        const int Enough = 200;
        var acknowledged = new List<string>();
        using (var child = new ChildProcess("enqueue", Place.File))
        {
            while (acknowledged.Count < Enough)
            {
                acknowledged.Add(await child.ReadLineAsync() ?? throw new InvalidOperationException("The child ended by itself."));
            }

            child.Kill();
            acknowledged.AddRange(await child.ReadToEndAsync());
        }

        // The last line may have been cut by the kill.
        var whole = acknowledged.Where(id => id.Length == "t0000000".Length).ToList();
        var stored = await Open().ReadAsync([.. whole.Select(Some.Id)], Cancelled);
        Assert.True(whole.Count >= Enough);
        Assert.All(stored, Assert.NotNull);
    }

    [Fact(Timeout = 120_000), Trait("Fault", "F1"), Trait("Spec", "LIFE-8")]
    public async Task What_a_killed_process_held_is_swept_once_its_session_has_ended()
    {
        var clock = new MovableClock();
        clock.Jump(TimeProvider.System.GetUtcNow() - clock.GetUtcNow());
        var store = Open(clock: clock);
        await EnqueueAsync(store, [.. Enumerable.Range(0, 10).Select(number => Some.New($"t{number}"))]);
        using (var child = new ChildProcess("hold", Place.File))
        {
            Assert.Equal("10", await child.ReadLineAsync());
            child.Kill();
            await child.ReadToEndAsync();
        }

        Assert.Empty((await store.SweepAsync(100, Cancelled)).Changes);
        clock.Jump(2 * Some.Hour);
        var sweep = await store.SweepAsync(100, Cancelled);

        Assert.Equal([Some.Session("held")], sweep.Lost);
        Assert.Equal(10, sweep.Changes.Count(change => change is { Event: TaskEvent.Crashed, Becomes.History.Crashes: 1 }));
    }

    [Fact(Timeout = 120_000), Trait("Spec", "BE-3"), Trait("Fault", "F40")]
    public async Task Four_processes_drain_one_file_and_no_task_is_done_twice()
    {
        const int Tasks = 2000;
        var store = Open();
        await EnqueueAsync(store, [.. Enumerable.Range(0, Tasks).Select(number => Some.New($"t{number}"))]);

        using var one = new ChildProcess("drain", Place.File);
        using var two = new ChildProcess("drain", Place.File);
        using var three = new ChildProcess("drain", Place.File);
        using var four = new ChildProcess("drain", Place.File);
        ChildProcess[] all = [one, two, three, four];
        var told = (await Task.WhenAll(all.Select(child => child.ReadToEndAsync()))).SelectMany(lines => lines).ToList();

        Assert.All(told, line => Assert.EndsWith(" " + Verdict.Applied, line));
        Assert.Equal(Tasks, told.Distinct().Count());
        Assert.Equal(Tasks, told.Count);
        Assert.Equal(Tasks, await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled));
    }

    [Fact(Timeout = 120_000), Trait("Spec", "BE-5"), Trait("Fault", "F56")]
    public async Task Ten_processes_that_start_at_once_make_the_schema_once()
    {
        var children = Enumerable.Range(0, 10).Select(_ => new ChildProcess("prepare", Place.File)).ToList();
        try
        {
            foreach (var child in children)
            {
                Assert.Equal("waiting", await child.ReadLineAsync());
            }

            children.ForEach(child => child.WriteLine());
            Assert.All(await Task.WhenAll(children.Select(child => child.ReadToEndAsync())), lines => Assert.Equal(["done"], lines));
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }

        Assert.Equal(1L, Scalar("SELECT count(*) FROM tasks_schema"));
        Assert.Equal(10, await Open().CountAsync(new(), long.MaxValue, Cancelled));
    }
}
