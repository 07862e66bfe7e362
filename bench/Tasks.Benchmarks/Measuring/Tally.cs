namespace Tasks.Benchmarks;

/// <summary>Counts the runs of <see cref="Bare.Nothing"/> in this process.</summary>
internal static class Tally
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static TaskCompletionSource reached = new();
    private static int left;

    /// <summary>Begins anew; the answer ends when as many have run.</summary>
    public static Task Await(int runs)
    {
        reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref left, runs);
        return reached.Task.WaitAsync(Patience);
    }

    /// <summary>How many runs are still awaited.</summary>
    public static int Left => Volatile.Read(ref left);

    public static void Count()
    {
        if (Interlocked.Decrement(ref left) == 0)
        {
            reached.SetResult();
        }
    }
}
