using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Claiming;

/// <summary>Many tasks at once, and large ones.</summary>
public sealed class LongAndWideTests : StoreTest
{
    private const int Batch = 256;
    private const int Mebibyte = 1024 * 1024;
    private static readonly SessionId Session = Some.Session("1");

    [Fact, Trait("Fault", "F47"), Trait("Spec", "LIFE-5")]
    public async Task Ten_thousand_tasks_due_in_one_second_are_claimed_in_bounded_batches_each_once_and_in_order()
    {
        const int Tasks = 10_000;
        var clock = new MovableClock();
        var store = Open(clock: clock);
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        foreach (var numbers in Enumerable.Range(0, Tasks).Chunk(1000))
        {
            await EnqueueAsync(store, [.. numbers.Select(number => Some.New($"t{number}", DueAfter(number * 7919 % Tasks)))]);
        }

        Assert.Empty((await ClaimAsync(store, Session, Batch)).Claimed);
        clock.Jump(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var claimed = await DrainAsync(store, task => Assert.True(task.Length <= Batch));

        Assert.Equal(Tasks, claimed.Select(task => task.Id).Distinct().Count());
        Assert.Equal(claimed.OrderBy(task => task.DueAt).ThenBy(task => task.Id).Select(task => task.Id), claimed.Select(task => task.Id));
        Assert.Equal(Tasks, await store.CountAsync(new(Status.Successful), long.MaxValue, Cancelled));
    }

    [Fact, Trait("Fault", "F71")]
    public async Task Tasks_of_a_mebibyte_are_claimed_eight_mebibytes_at_a_time_and_come_back_as_they_were()
    {
        const int Tasks = 20;
        var store = Open();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        for (var number = 0; number < Tasks; number++)
        {
            await EnqueueAsync(store, Some.New($"t{number:00}", Some.CallWith(arguments: Large(number))));
        }

        var sizes = new List<int>();
        var claimed = await DrainAsync(store, batch => sizes.Add(batch.Length));

        Assert.Equal([8, 8, 4], sizes);
        Assert.All(claimed.Index(), task => Assert.Equal(Large(task.Index), task.Item.Call.Arguments.ToString()));
    }

    [Fact, Trait("Spec", "LIFE-5")]
    public async Task Few_due_tasks_are_found_in_order_beside_many_that_are_not()
    {
        const int Others = 5_000;
        var store = Open();
        await store.OpenAsync(Session, Some.Hour, WorkerProfile.Unknown, Cancelled);
        await EnqueueAsync(store, Some.New("a"));
        Execute(
            $"""
            WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {Others})
            INSERT INTO tasks_tasks (id, queue, name, priority, enqueued_at, due_at, argument_bytes, arguments, state, finished_at)
            SELECT 'done ' || number, 'default', 'n', 9, 1, 1, 2, '{"{}"}', 2, 2 FROM numbers UNION ALL
            SELECT 'future ' || number, 'default', 'n', 9, 1, 9e15, 2, '{"{}"}', 0, NULL FROM numbers UNION ALL
            SELECT 'elsewhere ' || number, 'other', 'n', 9, 1, 1, 2, '{"{}"}', 0, NULL FROM numbers;
            """
        );
        await EnqueueAsync(store, Some.New("b"), Some.New("urgent", Some.CallWith(priority: 1)));

        var answer = await store.ExchangeAsync(new(Session, 0, [], [], Some.Claim(Batch, "default")), Cancelled);

        Assert.Equal(["urgent", "a", "b"], answer.Claimed.Select(task => task.Id.Value));
        Assert.Equal(9_000_000_000_000_000, answer.NextDueAt?.Microseconds);
    }

    private static Call DueAfter(int tenths) =>
        Some.CallWith(timing: new Timing.After(TimeSpan.FromMinutes(5) + (tenths * TimeSpan.FromMilliseconds(0.1))));

    private static string Large(int number) => $$"""{"text":"{{new string((char)('a' + number), Mebibyte - 11)}}"}""";

    /// <summary>Claims and settles until nothing is left; gives what was claimed, in its order.</summary>
    private static async Task<List<TaskRecord>> DrainAsync(SqliteStore store, Action<TaskRecord[]> onBatch)
    {
        var all = new List<TaskRecord>();
        Settlement[] settlements = [];
        while (true)
        {
            var answer = await store.ExchangeAsync(new(Session, 0, settlements, [], Some.Claim(Batch)), Cancelled);
            Assert.All(answer.Settled, settled => Assert.Equal(Verdict.Applied, settled.Verdict));
            if (answer.Claimed.Count == 0)
            {
                return all;
            }

            onBatch([.. answer.Claimed]);
            all.AddRange(answer.Claimed);
            settlements = [.. answer.Claimed.Select(task => new Settlement(task.Hold, Some.Success))];
        }
    }
}
