using Tasks.Domain.Working;

namespace Tasks.Simulation;

public sealed class SimulationTests
{
    [Fact]
    [Trait("Spec", "LIFE-2")]
    [Trait("Spec", "LIFE-7")]
    [Trait("Spec", "LIFE-8")]
    [Trait("Spec", "LIFE-9")]
    [Trait("Spec", "LIFE-10")]
    [Trait("Spec", "LIFE-11")]
    [Trait("Spec", "LIFE-12")]
    [Trait("Spec", "RES-2")]
    [Trait("Fault", "F1")]
    [Trait("Fault", "F3")]
    [Trait("Fault", "F7")]
    [Trait("Fault", "F17")]
    [Trait("Fault", "F18")]
    [Trait("Fault", "F19")]
    [Trait("Fault", "F31")]
    [Trait("Fault", "F38")]
    [Trait("Fault", "F41")]
    [Trait("Fault", "F74")]
    public void Whatever_goes_wrong_every_invariant_holds() => Holds(Scenarios.Anything, 2000);

    [Fact]
    [Trait("Spec", "LIFE-3")]
    [Trait("Fault", "F9")]
    [Trait("Fault", "F69")]
    public void Whatever_runs_beside_poison_ends_well() => Holds(Scenarios.Poison, 200);

    [Fact]
    [Trait("Spec", "LIFE-10")]
    [Trait("Fault", "F13")]
    [Trait("Fault", "F14")]
    [Trait("Fault", "F15")]
    public void Shutdowns_on_a_bad_line_count_nothing() => Holds(Scenarios.Shutdowns, 300);

    [Fact]
    [Trait("Fault", "F53")]
    [Trait("Fault", "F58")]
    public void Whatever_operators_pause_and_delete_every_invariant_holds() => Holds(Scenarios.Operators, 500);

    [Fact]
    [Trait("Spec", "LIFE-11")]
    [Trait("Fault", "F27")]
    public void After_a_long_outage_nobody_who_is_back_in_time_is_swept() => Holds(Scenarios.LongOutages, 100);

    [Fact]
    [Trait("Spec", "LIFE-11")]
    public void After_a_machine_slept_its_workers_do_not_sweep_each_other() => Holds(Scenarios.Sleep, 100);

    [Theory]
    [InlineData(null)]
    [InlineData(StoreVerb.Open)]
    [InlineData(StoreVerb.Exchange)]
    [InlineData(StoreVerb.Beat)]
    [InlineData(StoreVerb.Sweep)]
    [InlineData(StoreVerb.Prune)]
    public void A_worker_with_nothing_to_do_asks_the_store_twice_a_second_at_most(StoreVerb? failing)
    {
        var scenario = new Scenario
        {
            Workers = 1,
            Tasks = 0,
            Trouble = TimeSpan.FromMinutes(10),
            Failing = failing,
            Retention = new(TimeSpan.Zero, TimeSpan.Zero),
        };
        var world = new World(scenario, new Dice(1), new(), isTraced: false);

        world.Live();

        Assert.InRange(world.Network.Calls, 1, 1200);
    }

    private static void Holds(Func<Dice, Scenario> scenario, int seeds)
    {
        var broken = Simulator.FirstBroken(1, Simulator.Seeds(seeds), scenario);
        Assert.True(broken is null, broken);
    }
}
