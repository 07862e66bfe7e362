using System.Data;
using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract;

/// <summary>
/// An outcome that is part of its method's own transaction: recorded with the commit, never there after a rollback, and fenced like any other.
/// Derived by stores that take part in transactions.
/// </summary>
public abstract class FinishingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, ITransactionalPlace, new()
{
    private ITransactionalStore Transactional => (ITransactionalStore)Store;

    [Fact]
    [Trait("Spec", "BE-4")]
    [Trait("Spec", "LIFE-2")]
    public async Task An_outcome_in_a_transaction_is_there_from_the_commit_on_and_what_the_worker_sends_then_is_repeated()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await using var connection = await Place.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Token);

        var answer = await FinishAsync(transaction, running.Hold, Some.Success, Some.AwkwardJson[1]);
        await HoldsAsync(running);
        await transaction.CommitAsync(Token);

        var successful = answer.Change!.Value.Becomes;
        Assert.Equal((TaskEvent.Succeeded, Some.AwkwardJson[1]), (answer.Change.Value.Event, successful.Metadata));
        Assert.Equal(running with { State = successful.State, Metadata = successful.Metadata }, successful);
        await HoldsAsync(successful);
        foreach (var late in (Outcome[])[Some.Success, Some.LastFailure, Outcome.GivenBack])
        {
            Assert.Equal(new(Verdict.Repeated, null), await SettleAsync(session, running.Hold, late, Some.AwkwardJson[0]));
        }

        await HoldsAsync(successful);
    }

    [Fact]
    [Trait("Spec", "BE-4")]
    public async Task After_a_rollback_it_never_was_and_the_outcome_of_the_worker_counts()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);
        await using (var connection = await Place.ConnectAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync(Token);
            Assert.NotNull((await FinishAsync(transaction, running.Hold, Some.Success)).Change);
            await transaction.RollbackAsync(Token);
        }

        await HoldsAsync(running);
        Assert.Equal(new(Verdict.Applied, Status.Failed), await SettleAsync(session, running.Hold, Some.LastFailure));
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F2")]
    [Trait("Fault", "F17")]
    public async Task Under_a_stale_lease_it_is_refused_and_the_transaction_goes_on_without_it()
    {
        var old = await RunningAsync("t1", await OpenAsync("old", Some.Over), Some.Fragile);
        await Store.SweepAsync(10, Token);
        var rescued = Assert.Single(await ClaimAsync(await OpenAsync("rescuer")));
        await using var connection = await Place.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Token);

        var answer = await FinishAsync(transaction, old.Hold, Some.Success);
        await Transactional.EnqueueAsync([Some.New("t2")], transaction, Token);
        await transaction.CommitAsync(Token);

        Assert.Equal(new TaskRefusal.NotTheOwner(old.Id, old.Lease, rescued.Lease), answer.Refusal);
        await HoldsAsync(rescued);
        Assert.NotNull(await ReadAsync(Some.Id("t2")));
    }

    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Fault", "F20")]
    public async Task Of_two_outcomes_in_a_transaction_the_first_counts_and_a_missing_task_is_told()
    {
        var running = await RunningAsync("t1", await OpenAsync());
        await using var connection = await Place.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Token);

        await FinishAsync(transaction, running.Hold, Some.Success);
        var second = await FinishAsync(transaction, running.Hold, Some.LastFailure);
        var missing = await FinishAsync(transaction, new(Some.Id("gone"), 1), Some.Success);
        await transaction.CommitAsync(Token);

        Assert.Equal(new TaskRefusal.AlreadySettled(running.Id, running.Lease), second.Refusal);
        Assert.Equal(new TaskRefusal.NoSuchTask(Some.Id("gone")), missing.Refusal);
        Assert.Equal(Status.Successful, (await ReadAsync(running.Id)).Status);
    }

    [Fact]
    [Trait("Fault", "F2")]
    [Trait("Fault", "F1")]
    public async Task A_session_that_dies_after_the_commit_takes_nothing_with_it()
    {
        var lost = await OpenAsync("lost", Some.Over);
        var running = await RunningAsync("t1", lost);
        await using var connection = await Place.ConnectAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await FinishAsync(transaction, running.Hold, Some.Success);
            await transaction.CommitAsync(Token);
        }

        var swept = await Store.SweepAsync(10, Token);

        Assert.Equal([lost], swept.Lost);
        Assert.Empty(swept.Changes);
        Assert.Equal(Status.Successful, (await ReadAsync(running.Id)).Status);
        Assert.Empty(await ClaimAsync(await OpenAsync("next")));
    }

    [Fact]
    [Trait("Fault", "F23")]
    public async Task Success_in_a_transaction_wins_over_a_cancel_request()
    {
        var running = await RunningAsync("t1", await OpenAsync());
        await CancelAsync(running.Id);
        await using var connection = await Place.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Token);

        await FinishAsync(transaction, running.Hold, Some.Success);
        await transaction.CommitAsync(Token);

        Assert.Equal(Status.Successful, (await ReadAsync(running.Id)).Status);
    }

    [Fact]
    [Trait("Spec", "ARG-7")]
    public async Task The_value_and_the_arguments_are_kept_as_they_were_given()
    {
        var session = await OpenAsync();
        foreach (var (index, json) in Some.AwkwardJson.Append(JsonText.From($"\"{new string('x', 100_000)}\"")).Index())
        {
            var running = await RunningAsync($"t{index}", session, Some.CallWith(arguments: json.ToString()));
            await using var connection = await Place.ConnectAsync();
            await using var transaction = await connection.BeginTransactionAsync(Token);

            var answer = await FinishAsync(transaction, running.Hold, new Outcome.Succeeded(json));
            await transaction.CommitAsync(Token);

            Assert.Equal(json, Assert.IsType<TaskState.Successful>(answer.Change!.Value.Becomes.State).Value);
            await HoldsAsync(answer.Change.Value.Becomes);
        }
    }

    [Fact]
    [Trait("Spec", "BE-4")]
    public async Task A_transaction_of_another_kind_and_one_that_has_ended_are_refused()
    {
        var running = await RunningAsync("t1", await OpenAsync());
        await using var connection = await Place.ConnectAsync();
        await using var ended = await connection.BeginTransactionAsync(Token);
        await ended.CommitAsync(Token);
        await using var foreign = new ForeignTransaction();

        foreach (var transaction in (DbTransaction[])[ended, foreign])
        {
            await Assert.ThrowsAsync<InvalidTaskException>(() => FinishAsync(transaction, running.Hold, Some.Success));
        }

        await HoldsAsync(running);
    }

    private Task<MoveAnswer> FinishAsync(DbTransaction transaction, Domain.Leasing.Hold hold, Outcome outcome, JsonText? metadata = null) =>
        Transactional.SettleAsync(new(hold, outcome, metadata), transaction, Token);

    private sealed class ForeignTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

        protected override DbConnection? DbConnection => null;

        public override void Commit() { }

        public override void Rollback() { }
    }
}
