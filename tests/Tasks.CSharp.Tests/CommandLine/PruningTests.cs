using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tasks.CSharp.Tests.Hosting;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>The command <c>prune</c>.</summary>
public sealed class PruningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, int> Lines =>
        new()
        {
            { "prune", 13, 0 },
            { "prune", 15, 4 },
            { "prune --min-age-days 20", 15, 0 },
            { "prune --min-age-days 0", 0, 4 },
            { "prune --min-age-days 30 --failed-min-age-days 0", 1, 1 },
            { "prune --failed-min-age-days 30", 15, 3 },
            { "prune --queue-name default", 15, 2 },
            { "prune --queue-name mail,slow", 15, 2 },
            { "prune --queue-name nobody", 15, 0 },
            { "prune --queue-name *", 15, 4 },
        };

    [Theory, MemberData(nameof(Lines))]
    public async Task What_ended_long_enough_ago_is_deleted_and_only_that(string line, int days, int deleted)
    {
        var time = new FakeTimeProvider();
        await using var shell = new Shell(add: services => services.AddSingleton<TimeProvider>(time));
        await Errands.DoubleTask.EnqueueAsync(1, Token);
        await Errands.DoubleTask.Using(queue: "mail").EnqueueAsync(1, Token);
        await Errands.DoubleTask.Using(queue: "slow").EnqueueAsync(1, Token);
        await Work.FailTask.EnqueueAsync("no", Token);
        await shell.RunDueAsync();
        await Errands.DoubleTask.EnqueueAsync(1, Token);
        time.Advance(TimeSpan.FromDays(days));

        var would = await shell.AskAsync(line + " --dry-run");
        Assert.Equal(5, await shell.Backend.CountAsync(new(), Token));
        var did = await shell.RunAsync(line);

        Assert.Equal(deleted, would.GetProperty("wouldDelete").GetInt32());
        Assert.Equal($"Deleted {deleted} {(deleted == 1 ? "task" : "tasks")}.", did.Output.TrimEnd());
        Assert.Equal(5 - deleted, await shell.Backend.CountAsync(new(), Token));
        Assert.Equal(1, await shell.Backend.CountAsync(new() { Status = TaskResultStatus.Ready }, Token));
    }
}
