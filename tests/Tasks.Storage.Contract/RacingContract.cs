using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract;

/// <summary>Many at once: whoever is first, the outcome is one that some order of steps would give.</summary>
public abstract class RacingContract<TPlace> : TaskStoreContract<TPlace>
    where TPlace : StorePlace, new()
{
    [Fact]
    [Trait("Fault", "F40")]
    public async Task Of_sixty_four_claimers_of_one_task_exactly_one_wins()
    {
        await EnqueueAsync("t1");
        var sessions = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => OpenAsync($"boot{number}")));

        var claimed = await AtOnceAsync(64, number => ClaimAsync(sessions[number], Some.Claim()));

        var winner = Assert.Single(claimed.SelectMany(tasks => tasks));
        Assert.Equal((1, 1), (winner.Lease, winner.History.Attempts));
        await HoldsAsync(winner);
    }

    [Fact]
    [Trait("Fault", "F40")]
    public async Task Claimers_share_many_tasks_without_one_being_claimed_twice()
    {
        var tasks = await EnqueueAllAsync([.. Enumerable.Range(0, 640).Select(number => Some.New($"t{number:000}"))]);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => OpenAsync($"boot{number}")));

        var claimed = await AtOnceAsync(64, number => ClaimAsync(sessions[number % 16], Some.Claim(10)));

        Assert.Equal(Ids(tasks), Ids(claimed.SelectMany(batch => batch)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Fault", "F30")]
    public async Task A_task_sent_by_many_at_once_is_stored_once_and_all_are_told_the_same()
    {
        var answers = await AtOnceAsync(16, number => EnqueueAsync("t1", Some.CallWith(priority: number)));

        Assert.Single(answers.Distinct());
        Assert.Equal([answers[0]], await Store.ListAsync(new(), Token));
    }

    [Fact]
    [Trait("Fault", "F22")]
    public async Task A_cancel_and_an_outcome_at_one_instant_leave_one_end()
    {
        var session = await OpenAsync();
        for (var round = 0; round < 20; round++)
        {
            var running = await RunningAsync($"t{round}", session);
            var cancelling = Task.Run(() => CancelAsync(running.Id), Token);
            var settling = Task.Run(() => SettleAsync(session, running.Hold, round % 2 == 0 ? Some.Success : Some.LastFailure), Token);

            var (cancel, settled) = (await cancelling, await settling);

            var task = await ReadAsync(running.Id);
            Assert.Equal(new(Verdict.Applied, task.Status), settled);
            Assert.True(task.IsFinished);
            Assert.True(cancel.Change?.Event == TaskEvent.CancelRequested || cancel.Refusal is TaskRefusal.IllegalMove);
            Assert.Equal(cancel.Change is not null && round % 2 == 1, task.Status == Status.Cancelled);
        }
    }

    [Fact]
    [Trait("Fault", "F20")]
    public async Task An_outcome_sent_by_many_at_once_is_applied_once()
    {
        var session = await OpenAsync();
        var running = await RunningAsync("t1", session);

        var answers = await AtOnceAsync(16, _ => SettleAsync(session, running.Hold, new Outcome.Failed(Some.Failure)));

        Assert.Single(answers, answer => answer.Verdict == Verdict.Applied);
        Assert.Equal(15, answers.Count(answer => answer.Verdict == Verdict.Repeated));
        Assert.Equal(1, (await ReadAsync(running.Id)).History.Failures);
    }

    [Fact]
    [Trait("Spec", "BE-3")]
    public async Task Enqueueing_claiming_and_settling_in_parallel_runs_every_task_once()
    {
        const int Enqueuers = 4;
        const int Each = 100;
        var settled = 0;

        await Task.WhenAll(
            AtOnceAsync(Enqueuers, number => EnqueueManyAsync(number, Each)),
            AtOnceAsync(
                4,
                number =>
                    DrainAsync(number, () => Volatile.Read(ref settled) < Enqueuers * Each, count => Interlocked.Add(ref settled, count))
            )
        );

        Assert.Equal(Enqueuers * Each, await Store.CountAsync(new(Status.Successful), long.MaxValue, Token));
        Assert.Equal(Enqueuers * Each, await Store.CountAsync(new(), long.MaxValue, Token));
        Assert.All(
            await Store.ListAsync(new(Limit: int.MaxValue), Token),
            task => Assert.Equal((1, 1), (task.Lease, task.History.Attempts))
        );
    }

    private async Task<int> EnqueueManyAsync(int enqueuer, int count)
    {
        for (var number = 0; number < count; number += 5)
        {
            await EnqueueAllAsync([.. Enumerable.Range(number, 5).Select(at => Some.New($"t{enqueuer}.{at}"))]);
        }

        return count;
    }

    private async Task<int> DrainAsync(int worker, Func<bool> isMoreToCome, Func<int, int> note)
    {
        var session = await OpenAsync($"drain{worker}");
        IReadOnlyList<Settlement> outcomes = [];
        while (isMoreToCome())
        {
            var answer = await ExchangeAsync(session, outcomes, claim: Some.Claim(7));
            Assert.All(answer.Settled, settled => Assert.Equal(Verdict.Applied, settled.Verdict));
            note(outcomes.Count);
            outcomes = [.. answer.Claimed.Select(task => new Settlement(task.Hold, Some.Success))];
            await Task.Yield();
        }

        return worker;
    }

    private static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> verb)
    {
        using var start = new SemaphoreSlim(0);
        var all = Enumerable
            .Range(0, count)
            .Select(number =>
                Task.Run(
                    async () =>
                    {
                        await start.WaitAsync(Token);
                        return await verb(number);
                    },
                    Token
                )
            )
            .ToArray();
        start.Release(count);
        return await Task.WhenAll(all);
    }
}
