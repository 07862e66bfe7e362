namespace Tasks.Simulation;

public sealed class SimulationTests
{
    [Fact]
    public void Whatever_goes_wrong_every_invariant_holds() => Holds(Scenario.Anything, 1000);

    private static void Holds(Func<Dice, Scenario> scenario, int seeds)
    {
        var broken = Simulator.FirstBroken(1, Simulator.Seeds(seeds), scenario);
        Assert.True(broken is null, broken);
    }
}
