using Tasks;

namespace Quickstart;

/// <summary>One task for each thing a task can do.</summary>
public static partial class Errands
{
    /// <summary>An asynchronous task with two arguments.</summary>
    [Task]
    public static async Task<int> AddAsync(int a, int b, CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken);
        return a + b;
    }

    /// <summary>A task that knows who it is, and leaves a note about itself.</summary>
    [Task]
    public static string WhoAmI(TaskContext context)
    {
        context.Metadata["seen"] = "by attempt " + context.Attempt;
        return context.TaskResult.Id;
    }

    /// <summary>A task that fails twice and is tried again after a pause.</summary>
    [Task(MaxAttempts = 3, RetryBackoff = RetryBackoff.Fixed, RetryDelaySeconds = 0.2)]
    public static string ThirdTimeLucky(TaskContext context) =>
        context.Attempt < 3 ? throw new InvalidOperationException($"attempt {context.Attempt} was not lucky") : "lucky";

    /// <summary>A task that cannot end well.</summary>
    [Task]
    public static int DivideByZero(int number) => number / Zero();

    /// <summary>A task that heeds its token, and needs to.</summary>
    [Task(TimeoutSeconds = 0.3)]
    public static Task SleepForAnHour(CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromHours(1), cancellationToken);

    private static int Zero() => 0;
}
