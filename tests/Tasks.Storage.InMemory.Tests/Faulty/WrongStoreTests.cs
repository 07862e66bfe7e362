using System.Collections.Concurrent;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;
using Tasks.Storage.Contract.Comparing;

namespace Tasks.Storage.InMemory.Tests.Faulty;

/// <summary>The comparison is worth what it finds: every wrong store, and in few words.</summary>
public sealed class WrongStoreTests
{
    private const int MostSeeds = 1000;
    private const int MostOperations = 8;

    public static TheoryData<string> Names => [.. WrongStores.All.Keys];

    [Theory, MemberData(nameof(Names))]
    [Trait("Spec", "BE-3")]
    public async Task A_wrong_store_is_found_and_shown_in_few_operations(string name)
    {
        var comparison = new Comparison(() => new WrongPlace(WrongStores.All[name]));

        Finding? finding = null;
        for (var seed = 1; seed <= MostSeeds && finding is null; seed++)
        {
            finding = await comparison.ExploreAsync(seed);
        }

        Assert.NotNull(finding);
        TestContext.Current.TestOutputHelper?.WriteLine(finding.ToString());
        Assert.InRange(finding.Operations.Count, 1, MostOperations);
        Assert.NotNull(await comparison.RunAsync(finding.Operations));
        Assert.Null(await new Comparison(() => new InMemoryPlace()).RunAsync(finding.Operations));
    }

    [Fact]
    public async Task The_seeds_reach_every_event_verdict_refusal_standing_and_status()
    {
        var reached = new ConcurrentDictionary<object, bool>();
        var comparison = new Comparison(() => new InMemoryPlace(), round => Note(round, fact => reached.TryAdd(fact, true)));

        foreach (var seed in Enumerable.Range(1, 300))
        {
            Assert.Null(await comparison.ExploreAsync(seed));
        }

        var unreached = Everything<TaskEvent>([
                TaskEvent.Claimed,
                TaskEvent.Started,
                TaskEvent.Succeeded,
                TaskEvent.BackedOff,
                TaskEvent.Postponed,
            ])
            .Concat(Everything<Verdict>([]))
            .Concat(Everything<SessionStanding>([]))
            .Concat(Everything<Status>([]))
            .Concat(Everything<WaitReason>([]))
            .Concat(typeof(TaskRefusal).GetNestedTypes().Except([typeof(TaskRefusal.TooEarly), typeof(TaskRefusal.AlreadySettled)]))
            .Append("more errors than are kept")
            .Append("more workers than are kept")
            .Append("a suspect claimed")
            .Where(wanted => !reached.ContainsKey(wanted))
            .ToList();

        Assert.Empty(unreached);
    }

    /// <summary>All values but those that no answer carries by themselves.</summary>
    private static IEnumerable<object> Everything<T>(T[] but)
        where T : struct, Enum => Enum.GetValues<T>().Except(but).Cast<object>();

    private static void Note(Round round, Action<object> note)
    {
        foreach (var value in round.Answered.Select(fact => fact.Value).OfType<object>())
        {
            switch (value)
            {
                case SettleAnswer settled:
                    note(settled.Verdict);
                    break;
                case MoveAnswer { Refusal: { } refusal }:
                    note(refusal.GetType());
                    break;
                case MoveAnswer { Change: { } change }:
                    note(change.Event);
                    break;
                case TaskChange swept:
                    note(swept.Event);
                    break;
                case TaskRecord { IsSuspect: true, State: TaskState.Running }:
                    note("a suspect claimed");
                    break;
                default:
                    note(value);
                    break;
            }
        }

        foreach (var task in round.After.Tasks.Values)
        {
            note(task.Status);
            note(task.State is TaskState.Ready ready ? ready.Reason : "not waiting");
            note(task.History.Attempts > task.History.Workers.Count ? "more workers than are kept" : "all workers kept");
            note(
                task.History.Errors is { Count: History.ErrorsKept } errors && errors[0].Attempt > 1
                    ? "more errors than are kept"
                    : "all errors kept"
            );
        }
    }

    private sealed class WrongPlace(Func<ITaskStore, ITaskStore> spoil) : StorePlace
    {
        public override bool IsDurable => false;

        public override Task<ITaskStore> OpenStoreAsync() => Task.FromResult(spoil(new InMemoryStore(TimeProvider.System)));
    }
}
