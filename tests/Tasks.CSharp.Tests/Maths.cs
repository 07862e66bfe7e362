namespace Tasks.CSharp.Tests;

public static partial class Maths
{
    [Task]
    public static int CalculateMeaningOfLife() => 42;

    [Task(Priority = 10, MaxAttempts = 5, RetryBackoff = RetryBackoff.Exponential, RetryDelaySeconds = 2, TimeoutSeconds = 30)]
    public static async Task<int> AddAsync(int a, int b, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return a + b;
    }

    [Task]
    public static string WhoAmI(TaskContext context) => context.TaskResult.Id;

    [Task]
    public static void Fail(string message) => throw new InvalidOperationException(message);
}
