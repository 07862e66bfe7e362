using System.Globalization;
using Tasks;

namespace Quickstart;

/// <summary>A day's work: errands of every kind, and many ranges of primes; watched while it is done, and checked at the end.</summary>
public static class Day
{
    private const int RangeWidth = 2_000;

    /// <summary>Enqueues, watches, checks.</summary>
    /// <returns>Whether everything came out as it should.</returns>
    public static async Task<bool> RunAsync(Arguments arguments)
    {
        Console.WriteLine($"Tasks live in {arguments.Place}");
        var primes = await CountOfPrimesAsync(null);
        if (primes > 0)
        {
            Console.WriteLine($"Continuing with {primes} ranges of primes from an earlier start.");
        }
        else
        {
            await EnqueuePrimesAsync(arguments.Tasks);
        }

        var errands = await ErrandsAsync();
        await WatchAsync();
        return await CheckAsync(errands);
    }

    private static async Task EnqueuePrimesAsync(int tasks)
    {
        // snippet: many
        var calls = Enumerable.Range(0, tasks).Select(n => Primes.CountPrimesTask.With(n * RangeWidth, (n + 1) * RangeWidth));
        foreach (var chunk in calls.Chunk(1_000))
        {
            await TaskBackends.Default.EnqueueManyAsync(chunk);
        }
        // end-snippet

        Console.WriteLine($"Enqueued {tasks} ranges of primes.");
    }

    private static async Task<List<Errand>> ErrandsAsync()
    {
        // snippet: errands
        var sum = await Errands.AddTask.EnqueueAsync(1, 2);
        var urgent = await Errands.AddTask.Using(priority: 10).EnqueueAsync(20, 22);
        var later = await Errands.AddTask.Using(delay: TimeSpan.FromSeconds(0.5)).EnqueueAsync(3, 4);
        var never = await Errands.AddTask.Using(delay: TimeSpan.FromHours(1)).EnqueueAsync(5, 6);
        await never.CancelAsync();
        var greeting = await Greetings.GreetTask.EnqueueAsync("Ludoviko", language: "eo");
        // end-snippet

        var self = await Errands.WhoAmITask.EnqueueAsync();
        var lucky = await Errands.ThirdTimeLuckyTask.EnqueueAsync();
        return
        [
            Errand.Of("add", sum, 3),
            Errand.Of("add, priority 10", urgent, 42),
            Errand.Of("add, in half a second", later, result => result.ReturnValue == 7 && result.StartedAt >= result.RunAfter),
            Errand.Of("add, cancelled", never, result => result is { Status: TaskResultStatus.Cancelled, Attempts: 0 }),
            Errand.Of("greet, from a service", greeting, "Saluton, Ludoviko!"),
            Errand.Of("who am I?", self, result => result.ReturnValue == self.Id && result.Metadata.ContainsKey("seen")),
            Errand.Of("third time lucky", lucky, result => result is { ReturnValue: "lucky", Attempts: 3, Errors.Count: 2 }),
            Errand.Failing<DivideByZeroException>("divide by zero", await Errands.DivideByZeroTask.EnqueueAsync(7)),
            Errand.Failing<TimeoutException>("sleep over the limit", await Errands.SleepForAnHourTask.EnqueueAsync()),
        ];
    }

    private static async Task WatchAsync()
    {
        var all = await CountOfPrimesAsync(null);
        long done;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250));
            done = await CountOfPrimesAsync(TaskResultStatus.Successful) + await CountOfPrimesAsync(TaskResultStatus.Failed);
            var running = await CountOfPrimesAsync(TaskResultStatus.Running);
            Progress.Show($"{done} of {all} ranges counted, {running} running");
        } while (done < all);
        Progress.End();
    }

    private static async Task<bool> CheckAsync(List<Errand> errands)
    {
        var table = new Table("task", "status", "attempts", "waited", "ran", "result", "as it should");
        var isRight = true;
        foreach (var errand in errands)
        {
            var (result, isErrandRight) = await errand.EndAsync();
            isRight &= isErrandRight;
            table.Add(errand.Name, result, isErrandRight);
        }

        table.Print();
        return await CheckPrimesAsync() && isRight;
    }

    private static async Task<bool> CheckPrimesAsync()
    {
        const int Page = 1_000;
        var found = 0;
        var ranges = 0;
        IReadOnlyList<TaskResult> page;
        do
        {
            page = await TaskBackends.Default.ListAsync(
                new()
                {
                    TaskName = Primes.CountPrimesTask.Name,
                    Limit = Page,
                    Offset = ranges,
                }
            );
            foreach (var result in page.Where(result => result.Status == TaskResultStatus.Successful))
            {
                found += ((System.Text.Json.JsonElement)result.ReturnValue!).GetInt32();
            }

            ranges += page.Count;
        } while (page.Count == Page);

        var expected = Sieve.CountPrimesBelow(ranges * RangeWidth);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{found:N0} primes below {ranges * RangeWidth:N0} in {ranges:N0} tasks; a sieve says {expected:N0}."
            )
        );
        return found == expected;
    }

    private static Task<long> CountOfPrimesAsync(TaskResultStatus? status) =>
        TaskBackends.Default.CountAsync(new() { TaskName = Primes.CountPrimesTask.Name, Status = status });
}
