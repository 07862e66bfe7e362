using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>The lease number fences: a write under any other is refused, reported, and changes nothing.</summary>
public abstract class FencingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F7")]
    [Trait("Fault", "F17")]
    [Trait("Fault", "F2")]
    public async Task An_outcome_that_comes_after_the_rescue_is_stale()
    {
        var (old, rescued, _) = await RescuedAsync();

        Assert.Equal(new(Verdict.Stale, null), await SettleAsync(Some.Session("old"), old.Hold, Some.Success, Some.AwkwardJson[0]));

        await HoldsAsync(rescued);
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F18")]
    public async Task A_failure_of_the_old_lease_does_not_undo_the_success_of_the_new_one()
    {
        var (old, rescued, rescuer) = await RescuedAsync();
        await SettleAsync(rescuer, rescued.Hold, Some.Success);
        var successful = await ReadAsync(old.Id);

        Assert.Equal(new(Verdict.Stale, null), await SettleAsync(Some.Session("old"), old.Hold, Some.LastFailure));

        Assert.Equal(Status.Successful, successful.Status);
        await HoldsAsync(successful);
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F19")]
    [Trait("Fault", "F39")]
    public async Task The_same_outcome_sent_again_is_harmless()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await SettleAsync(session, running.Hold, Some.Success);
        var successful = await ReadAsync(running.Id);

        Assert.Equal(new(Verdict.Repeated, null), await SettleAsync(session, running.Hold, Some.Success));
        Assert.Equal(new(Verdict.Repeated, null), await SettleAsync(session, running.Hold, Some.LastFailure, Some.AwkwardJson[0]));

        await HoldsAsync(successful);
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    public async Task An_outcome_sent_again_after_its_task_went_back_to_waiting_does_not_count_twice()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        var again = new Outcome.Retried(Some.Failure, -Some.Hour);
        await SettleAsync(session, running.Hold, again);
        var waiting = await ReadAsync(running.Id);

        Assert.Equal(new(Verdict.Repeated, null), await SettleAsync(session, running.Hold, again));

        Assert.Equal(1, waiting.History.Failures);
        await HoldsAsync(waiting);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(long.MaxValue - 1)]
    [Trait("Spec", "LIFE-2")]
    public async Task No_write_under_another_lease_changes_anything(long off)
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session, isStarted: false);
        var wrong = running.Hold with { Lease = running.Lease + off };

        foreach (var outcome in (Outcome[])[Some.Success, Some.LastFailure, Outcome.GivenBack, new Outcome.Postponed(Some.Hour)])
        {
            Assert.Equal(new(Verdict.Stale, null), await SettleAsync(session, wrong, outcome));
        }

        await ExchangeAsync(session, starts: [wrong]);
        Assert.IsType<TaskRefusal.NotTheOwner>((await Store.AnnotateAsync(wrong, Some.AwkwardJson[0], Token)).Refusal);
        await HoldsAsync(running);
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F26")]
    public async Task Metadata_is_stored_for_the_holder_only()
    {
        var (old, rescued, _) = await RescuedAsync();

        var refused = await Store.AnnotateAsync(old.Hold, JsonText.From("""{"by":"old"}"""), Token);
        var stored = await Store.AnnotateAsync(rescued.Hold, JsonText.From("""{"by":"new"}"""), Token);

        Assert.Equal(new TaskRefusal.NotTheOwner(old.Id, old.Lease, rescued.Lease), refused.Refusal);
        Assert.Equal(rescued with { Metadata = JsonText.From("""{"by":"new"}""") }, stored.Change!.Value.Becomes);
        await HoldsAsync(stored.Change.Value.Becomes);
    }

    [Fact]
    public async Task Metadata_of_a_finished_or_missing_task_is_refused()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await SettleAsync(session, running.Hold, Some.Success);
        var successful = await ReadAsync(running.Id);

        Assert.IsType<TaskRefusal.IllegalMove>((await Store.AnnotateAsync(running.Hold, Some.AwkwardJson[0], Token)).Refusal);
        Assert.IsType<TaskRefusal.NoSuchTask>((await Store.AnnotateAsync(new(Some.Id("gone"), 1), Some.AwkwardJson[0], Token)).Refusal);
        await HoldsAsync(successful);
    }

    [Fact]
    [Trait("Fault", "F65")]
    [Trait("Fault", "F68")]
    public async Task A_live_lease_is_never_written_over()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        Assert.Empty(await ClaimAsync(session));
        Assert.Empty(await ClaimAsync(await OpenAsync("other")));

        await HoldsAsync(running);
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    public async Task The_lease_number_only_grows()
    {
        var session = await OpenAsync();
        var lost = await OpenAsync("lost", Some.Over);
        var leases = new List<long>();
        await EnqueueAsync("t1", Some.Fragile);

        foreach (var outcome in (Outcome[])[Outcome.GivenBack, new Outcome.Retried(Some.Failure, -Some.Hour), Some.LastFailure])
        {
            leases.Add(Assert.Single(await ClaimAsync(session)).Lease);
            await SettleAsync(session, new(Some.Id("t1"), leases[^1]), outcome);
        }

        await RetryAsync(Some.Id("t1"));
        leases.Add(Assert.Single(await ClaimAsync(lost)).Lease);
        await Store.SweepAsync(1, Token);
        leases.Add(Assert.Single(await ClaimAsync(session)).Lease);

        Assert.Equal([1, 2, 3, 4, 6], leases);
    }

    /// <summary>A task whose first session was swept, running again under another one.</summary>
    private async Task<(TaskRecord Old, TaskRecord Rescued, SessionId Rescuer)> RescuedAsync()
    {
        var old = await RunningAsync("t1", await OpenAsync("old", Some.Over), Some.Fragile);
        await Store.SweepAsync(10, Token);
        var rescuer = await OpenAsync("rescuer");
        var rescued = Assert.Single(await ClaimAsync(rescuer));
        Assert.True(rescued.Lease > old.Lease);
        return (old, rescued, rescuer);
    }
}
