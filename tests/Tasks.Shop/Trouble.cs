namespace Tasks.Shop;

/// <summary>Tasks that do not end well.</summary>
public static partial class Trouble
{
    [Task(MaxAttempts = 2)]
    public static int SecondTimeLucky(TaskContext context) =>
        context.Attempt == 2 ? 2 : throw new InvalidOperationException("not the first time");

    [Task]
    public static async Task Refuse(string why)
    {
        await Task.Yield();
        throw new ArgumentException(why);
    }

    [Task]
    public static Task QueueUp(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
}
