using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

/// <summary>What a beat says of what its worker has to do.</summary>
public sealed class LoadTests
{
    private static readonly TaskRecord A = Task("a");
    private static readonly TaskRecord B = Task("b");
    private static readonly TaskRecord C = Task("c");

    [Fact]
    public void A_beat_says_how_many_methods_run() => Assert.Equal(new WorkerLoad(2, []), LoadOf(Holding(A, B)));

    [Fact]
    public void What_waits_and_what_has_ended_does_not_run() =>
        Assert.Equal(new WorkerLoad(1, []), LoadOf(Holding(WorkerSettings.Of(1), A, B).Hears(Returned(A))));

    [Fact, Trait("Spec", "LIFE-10")]
    public void Stuck_methods_are_named_in_order_and_do_not_count_as_running() =>
        Assert.Equal(new WorkerLoad(1, [A.Id, B.Id]), LoadOf(Stuck(Holding(WorkerSettings.Of(3), B, C, A), B, A)));

    [Fact]
    public void A_task_of_which_two_methods_are_stuck_is_named_once()
    {
        var again = A with { Lease = 2 };
        var mind = Stuck(Holding(WorkerSettings.Of(3), A), A).Claims().Hears(new Observation.Woke()).Claims(again);

        Assert.Equal(new WorkerLoad(0, [A.Id]), LoadOf(Stuck(mind, again)));
    }

    [Fact]
    public void A_method_whose_lease_was_lost_is_not_stuck_yet() =>
        Assert.Equal(new WorkerLoad(1, []), LoadOf(Holding(A, B).Hears(new Observation.LeaseDenied(A.Hold))));

    [Fact]
    public void A_hundred_stuck_tasks_are_named()
    {
        var tasks = Enumerable.Range(0, 101).Select(number => Task($"t{number:000}")).ToArray();

        var load = LoadOf(Stuck(Holding(WorkerSettings.Of(101), tasks), tasks));

        Assert.Equal(tasks.Take(100).Select(task => task.Id), load.Stuck);
    }

    private static Mind Stuck(Mind mind, params TaskRecord[] tasks)
    {
        foreach (var task in tasks)
        {
            mind.Hears(new Observation.Rang(task.Hold, AlarmKind.TimeLimit)).Hears(new Observation.Rang(task.Hold, AlarmKind.Grace));
        }

        return mind;
    }

    private static WorkerLoad LoadOf(Mind mind) => mind.At(10).The<Effect.Beat>().Load;
}
