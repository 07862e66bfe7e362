using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Claiming;

/// <summary>Large claims that go on where the last one ended: they must take what claims from the beginning would.</summary>
public sealed class ResumedClaimTests : StoreTest
{
    [Fact, Trait("Spec", "LIFE-5"), Trait("Fault", "F37")]
    public async Task Claims_that_follow_each_other_take_every_task_once_and_in_order()
    {
        var (store, session) = await OpenedAsync();
        await FillAsync(store, "a", 1000);

        List<string> taken = [];
        while (await TakeAsync(store, session) is { Count: > 0 } some)
        {
            taken.AddRange(some);
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"a{number:0000}"), taken);
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task A_task_of_a_higher_priority_that_came_since_goes_first()
    {
        var (store, session) = await OpenedAsync();
        await FillAsync(store, "a", 300);
        await TakeAsync(store, session);
        await FillAsync(store, "urgent", 10, priority: 5);

        var next = await TakeAsync(store, session);

        Assert.Equal(100, next.Count);
        Assert.All(next.Take(10), id => Assert.StartsWith("urgent", id));
        Assert.Equal("a0100", next[10]);
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task What_lies_below_is_taken_too_once_the_rest_is_not_enough()
    {
        var (store, session) = await OpenedAsync();
        await FillAsync(store, "a", 150);
        await FillAsync(store, "b", 200, priority: -5);
        await TakeAsync(store, session);

        var next = await TakeAsync(store, session);

        Assert.Equal(100, next.Count);
        Assert.Equal(50, next.Count(id => id.StartsWith('a')));
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task A_task_given_back_is_the_next_one_again()
    {
        var (store, session) = await OpenedAsync();
        await FillAsync(store, "a", 300);
        var first = (await store.ExchangeAsync(new(session, 0, [], [], Some.Claim(100, "default")), Cancelled)).Claimed[0];
        await SettleAsync(store, session, new Settlement(first.Hold, Domain.Lifecycle.Outcome.GivenBack));

        Assert.Equal("a0000", (await TakeAsync(store, session))[0]);
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task What_another_process_gives_back_is_found_by_a_claim_that_is_not_filled()
    {
        var (store, session) = await OpenedAsync();
        var other = await OpenAsync();
        await FillAsync(store, "a", 150);
        var first = (await store.ExchangeAsync(new(session, 0, [], [], Some.Claim(100, "default")), Cancelled)).Claimed[0];
        await SettleAsync(other, session, new Settlement(first.Hold, Domain.Lifecycle.Outcome.GivenBack));

        Assert.Contains("a0000", await TakeAsync(store, session));
    }

    private async Task<(PostgreSqlStore Store, Domain.Leasing.SessionId Session)> OpenedAsync()
    {
        var store = await OpenAsync();
        await store.OpenAsync(Some.Session("1"), Some.Hour, WorkerProfile.Unknown, Cancelled);
        return (store, Some.Session("1"));
    }

    private static Task FillAsync(PostgreSqlStore store, string name, int count, int priority = 0) =>
        EnqueueAsync(
            store,
            [.. Enumerable.Range(0, count).Select(number => Some.New($"{name}{number:0000}", Some.CallWith(priority: priority)))]
        );

    private static async Task<List<string>> TakeAsync(PostgreSqlStore store, Domain.Leasing.SessionId session) =>
        [
            .. (await store.ExchangeAsync(new(session, 0, [], [], Some.Claim(100, "default")), Cancelled)).Claimed.Select(task =>
                task.Id.Value
            ),
        ];
}
