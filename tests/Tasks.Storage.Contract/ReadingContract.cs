using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>Reading, listing and counting what is stored.</summary>
public abstract class ReadingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    public async Task Tasks_are_read_in_the_order_asked_with_nothing_for_those_that_are_not_there()
    {
        var (one, two) = (await EnqueueAsync("t1"), await EnqueueAsync("t2"));

        Assert.Equal([two, null, one, two], await Store.ReadAsync([two.Id, Some.Id("gone"), one.Id, two.Id], Token));
        Assert.Equal([null, null], await Store.ReadAsync([default, Some.Id(new('x', 64))], Token));
        Assert.Empty(await Store.ReadAsync([], Token));
    }

    [Fact]
    public async Task A_thousand_tasks_are_read_at_once()
    {
        var tasks = await EnqueueAllAsync([.. Enumerable.Range(0, 1000).Select(number => Some.New($"t{number}"))]);

        Assert.Equal(tasks, await Store.ReadAsync([.. tasks.Select(task => task.Id)], Token));
    }

    [Fact]
    public async Task Tasks_are_listed_by_id_from_the_largest_whatever_the_order_they_came_in()
    {
        await EnqueueAllAsync(Some.New("b"), Some.New("ä"), Some.New("C"));
        await EnqueueAsync("0");
        await EnqueueAsync("a");

        Assert.Equal(["ä", "b", "a", "C", "0"], Ids(await Store.ListAsync(new(), Token)));
        Assert.Equal(["a", "C"], Ids(await Store.ListAsync(new(Limit: 2, Offset: 2), Token)));
    }

    [Fact]
    public async Task Tasks_of_each_status_are_listed_by_id_from_the_largest()
    {
        var (session, served) = (await OpenAsync(), Some.CallWith("served"));
        foreach (var id in new[] { "b", "c", "a" })
        {
            await EnqueueAllAsync(Some.New("ready " + id, Some.CallWith(priority: id == "b" ? 5 : 0)), Some.New("cancelled " + id));
            await CancelAsync(Some.Id("cancelled " + id));
            await SettleAsync(session, (await RunningAsync("successful " + id, session, served)).Hold, Some.Success);
            await SettleAsync(session, (await RunningAsync("failed " + id, session, served)).Hold, Some.LastFailure);
            await RunningAsync("running " + id, session, served);
        }

        foreach (var status in Enum.GetValues<Status>())
        {
            var name = status.ToString().ToLowerInvariant();
            Assert.Equal([$"{name} c", $"{name} b", $"{name} a"], Ids(await Store.ListAsync(new(status), Token)));
            Assert.Equal([$"{name} b"], Ids(await Store.ListAsync(new(status, Limit: 1) { ListedAfter = Some.Id($"{name} c") }, Token)));
        }
    }

    [Fact]
    public async Task A_list_passes_over_its_offset_and_ends_at_its_limit()
    {
        await EnqueueAllAsync([.. Enumerable.Range(1, 5).Select(number => Some.New($"t{number}"))]);

        Assert.Equal(["t5", "t4"], Ids(await Store.ListAsync(new(Limit: 2), Token)));
        Assert.Equal(["t2", "t1"], Ids(await Store.ListAsync(new(Limit: 9, Offset: 3), Token)));
        Assert.Empty(await Store.ListAsync(new(Limit: 0), Token));
        Assert.Empty(await Store.ListAsync(new(Offset: 5), Token));
    }

    [Fact]
    public async Task A_filter_means_the_tasks_for_which_all_it_names_holds()
    {
        var session = await OpenAsync();
        var named = Some.Call with { Definition = Some.Call.Definition with { Name = TaskName.Stored("Mail.Send") } };
        await RunningAsync("running", session);
        await EnqueueAllAsync(Some.New("ready", named), Some.New("other", Some.CallWith("other")));

        await MeansAsync(new(Status.Running), "running");
        await MeansAsync(new(Status.Ready), "ready", "other");
        await MeansAsync(new(Queue: QueueName.Stored("other")), "other");
        await MeansAsync(new(Queue: QueueName.Stored("OTHER")));
        await MeansAsync(new(Name: TaskName.Stored("Mail.Send")), "ready");
        await MeansAsync(new(Status.Ready, QueueName.Default, TaskName.Stored("Mail.Send")), "ready");
        await MeansAsync(new(Status.Running, QueueName.Default, TaskName.Stored("Mail.Send")));
    }

    [Fact]
    public async Task A_count_leaves_limit_and_offset_aside()
    {
        await EnqueueAllAsync(Some.New("t1"), Some.New("t2"), Some.New("t3"));

        Assert.Equal(3, await Store.CountAsync(new(Limit: 1, Offset: 2), long.MaxValue, Token));
        Assert.Equal(0, await Store.CountAsync(new(Status.Failed), long.MaxValue, Token));
    }

    [Fact]
    public async Task Every_status_is_told_apart()
    {
        var session = await OpenAsync();
        await EnqueueAsync("Cancelled");
        await CancelAsync(Some.Id("Cancelled"));
        await SettleAsync(session, (await RunningAsync("Successful", session)).Hold, Some.Success);
        await SettleAsync(session, (await RunningAsync("Failed", session)).Hold, Some.LastFailure);
        await RunningAsync("Running", session);
        await EnqueueAsync("Ready");

        foreach (var status in Enum.GetValues<Status>())
        {
            await MeansAsync(new(status), status.ToString());
        }
    }

    private async Task MeansAsync(TaskFilter filter, params string[] ids)
    {
        var listed = await Store.ListAsync(filter, Token);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Ids(listed).Order(StringComparer.Ordinal));
        Assert.Equal(ids.Length, await Store.CountAsync(filter, long.MaxValue, Token));
    }
}
