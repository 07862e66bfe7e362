using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Schema;

/// <summary>The index of what failed or was cancelled holds these alone: what succeeds, as nearly all does, never writes to it.</summary>
public sealed class UnsuccessfulIndexTests : StoreTest
{
    private static readonly SessionId Session = Some.Session("1");

    [Fact]
    public async Task It_grows_with_what_fails_and_not_with_what_waits_runs_or_succeeds()
    {
        var store = await OpenAsync();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        var empty = await SizeAsync();
        await EnqueueAsync(store, Some.New("a"), Some.New("b"), Some.New("c"));
        var claimed = (await ClaimAsync(store, Session, 2)).Claimed;
        await SettleAsync(store, Session, new Settlement(claimed[0].Hold, Some.Success));
        // The first entry ever written takes a page.
        Assert.Equal(empty, await SizeAsync());

        await SettleAsync(store, Session, new Settlement(claimed[1].Hold, Some.LastFailure));

        Assert.NotEqual(empty, await SizeAsync());
    }

    private async Task<object?> SizeAsync() => await ScalarAsync($"SELECT pg_relation_size('\"{Place.Schema}\".tasks_unsuccessful')");
}
