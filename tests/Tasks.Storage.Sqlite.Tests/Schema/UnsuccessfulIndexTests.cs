using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Schema;

/// <summary>The index of what failed or was cancelled holds these alone: what succeeds, as nearly all does, never writes to it.</summary>
public sealed class UnsuccessfulIndexTests : StoreTest
{
    private static readonly SessionId Session = Some.Session("1");

    [Fact]
    public async Task It_holds_what_failed_and_nothing_that_waits_runs_or_has_succeeded()
    {
        var store = Open();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"), Some.New("b"), Some.New("c"));
        var claimed = (await ClaimAsync(store, Session, 2)).Claimed;
        await SettleAsync(store, Session, new Settlement(claimed[0].Hold, Some.Success));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM tasks_tasks INDEXED BY tasks_unsuccessful WHERE state >= 3"));

        await SettleAsync(store, Session, new Settlement(claimed[1].Hold, Some.LastFailure));

        Assert.Equal("b", Scalar("SELECT id FROM tasks_tasks INDEXED BY tasks_unsuccessful WHERE state >= 3"));
    }

    [Theory]
    [InlineData("SELECT key FROM tasks_tasks WHERE state = 3 AND state >= 3 ORDER BY id DESC LIMIT 10")]
    [InlineData("SELECT count(*) FROM (SELECT 1 FROM tasks_tasks WHERE state = 4 AND state >= 3 LIMIT 10)")]
    public async Task Who_asks_for_them_goes_through_it_and_sorts_nothing(string question)
    {
        await Open().PrepareAsync(Cancelled);

        using var connection = Place.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + question;
        using var plan = command.ExecuteReader();
        var steps = new List<string>();
        while (plan.Read())
        {
            steps.Add(plan.GetString(3));
        }

        Assert.Contains(steps, step => step.Contains("INDEX tasks_unsuccessful (state=?)", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }
}
