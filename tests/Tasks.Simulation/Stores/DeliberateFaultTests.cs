namespace Tasks.Simulation;

/// <summary>A simulator that finds nothing proves nothing: each of these faults is put in on purpose, and found.</summary>
public sealed class DeliberateFaultTests
{
    private const int EnoughSeeds = 100;

    [Fact]
    public void A_store_without_lease_check_is_found() => IsFound(() => new DeliberateFaults.NoLeaseCheck(), "was settled, and");

    [Fact]
    public void A_sweep_that_counts_no_crash_is_found() => IsFound(() => new DeliberateFaults.CrashesUncounted(), "crashes");

    [Fact]
    public void A_beat_that_keeps_unknown_leases_alive_is_found() => IsFound(() => new DeliberateFaults.NoReconciliation(), "never ended");

    [Fact]
    public void A_give_back_that_counts_is_found() => IsFound(() => new DeliberateFaults.GiveBackCounts(), "attempts");

    [Fact]
    public void An_outcome_that_is_accepted_twice_is_found() => IsFound(() => new DeliberateFaults.SettlesTwice(), "settled");

    [Fact]
    public void A_store_that_tells_of_pauses_and_not_of_queues_is_found() =>
        IsFound(() => new DeliberateFaults.PausesUntold(), "whose pause it said to heed", Scenarios.Operators);

    [Fact]
    public void A_store_that_tells_of_no_pauses_is_found() =>
        IsFound(() => new DeliberateFaults.PausesHushed(), "has not heeded", Scenarios.Operators);

    [Fact]
    public void A_store_that_deletes_too_early_is_found() =>
        IsFound(() => new DeliberateFaults.PrunesTheYoung(), "was to be kept", Scenarios.Operators);

    [Fact]
    public void A_store_that_deletes_what_has_not_ended_is_found() =>
        IsFound(() => new DeliberateFaults.PrunesTheLiving(), "has not ended", Scenarios.Operators);

    [Fact]
    public void A_seed_that_breaks_something_says_its_number_and_its_story_and_says_them_again()
    {
        var broken = Simulator.FirstBroken(1, EnoughSeeds, Scenarios.Anything, () => new DeliberateFaults.NoReconciliation())!;
        var seed = int.Parse(broken.Split(' ', ':')[1], System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(broken.Split('\n').Length > 10, broken);
        Assert.Equal(broken, Simulator.FirstBroken(seed, 1, Scenarios.Anything, () => new DeliberateFaults.NoReconciliation()));
    }

    private static void IsFound(Func<SimulatedStore> store, string because, Func<Dice, Scenario>? scenario = null)
    {
        var broken = Simulator.FirstBroken(1, EnoughSeeds, scenario ?? Scenarios.Anything, store);

        Assert.NotNull(broken);
        Assert.Contains(because, broken.Split('\n')[0], StringComparison.Ordinal);
    }
}
