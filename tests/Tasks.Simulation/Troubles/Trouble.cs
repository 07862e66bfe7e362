using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>Plans what goes wrong, and what people do meanwhile.</summary>
internal static class Trouble
{
    public static void Begin(World world)
    {
        var (scenario, dice) = (world.Scenario, world.Dice);
        for (var number = 0; number < scenario.Tasks; number++)
        {
            var mine = number;
            world.Timeline.At(dice.Chance(0.5) ? TimeSpan.Zero : Sometime(), () => world.Enqueue(mine));
        }

        for (var number = 0; number < scenario.Workers; number++)
        {
            world.Timeline.At(dice.Milliseconds(0, 2000), () => world.Start(WorkerDrawing.Any(scenario, dice)));
        }

        Plan(scenario.Kills, () => WithOne(world.Kill));
        Plan(scenario.Freezes, () => WithOne(worker => Freeze(worker, dice.Seconds(1, 3 * scenario.LeaseTime.TotalSeconds))));
        Plan(scenario.Sleeps, SleepAll);
        Plan(scenario.Outages, BeDown);
        Plan(scenario.Cuts, () => WithOne(worker => worker.CutUntil = world.Timeline.Now + dice.Seconds(1, 60)));
        Plan(scenario.ClockJumps, () => world.Store.Offset += TimeSpan.FromHours(dice.Of(-1, 1)));
        Plan(scenario.Cancels, () => WithOneTask(world.Store.Cancel));
        Plan(scenario.Retries, () => WithOneTask(world.Store.Retry));
        Plan(scenario.Shutdowns, () => WithOne(ShutDown));
        Operating.Begin(world, Plan);

        TimeSpan Sometime() => dice.Seconds(0, scenario.Trouble.TotalSeconds);

        void Plan(int times, Action what)
        {
            for (var time = 0; time < times; time++)
            {
                world.Timeline.At(Sometime(), what);
            }
        }

        void WithOne(Action<SimulatedWorker> what)
        {
            if (world.Living is { Count: > 0 } living)
            {
                what(living[dice.Upto(living.Count - 1)]);
            }
        }

        void WithOneTask(Action<Domain.Lifecycle.TaskId> what)
        {
            if (world.Acknowledged is { Count: > 0 } known && !world.Network.IsDown)
            {
                what(known[dice.Upto(known.Count - 1)]);
            }
        }

        void Freeze(SimulatedWorker worker, TimeSpan duration)
        {
            world.Trace?.Note($"{worker.Name} freezes for {duration}");
            worker.FrozenUntil = worker.IsFrozen ? worker.FrozenUntil : world.Timeline.Now + duration;
        }

        void SleepAll()
        {
            var duration = dice.Seconds(10, 600);
            foreach (var worker in world.Living.FindAll(_ => world.Workers.Count >= scenario.Workers))
            {
                Freeze(worker, duration);
            }
        }

        void BeDown()
        {
            var duration = scenario.KeepsSessions ? dice.Seconds(30, 60) : dice.Seconds(0.5, 60);
            world.Trace?.Note($"the store is down for {duration}");
            world.Network.GoDown(duration);
        }

        void ShutDown(SimulatedWorker worker)
        {
            if (dice.Chance(0.8))
            {
                worker.Observe(new Observation.ShutdownAsked());
            }

            if (dice.Chance(0.5))
            {
                worker.Later(dice.Seconds(0, 25), () => worker.Observe(new Observation.ShutdownForced()));
            }

            // The supervisor starts another.
            world.Timeline.After(dice.Seconds(0, 20), () => world.Start(WorkerDrawing.Any(scenario, dice)));
        }
    }
}
