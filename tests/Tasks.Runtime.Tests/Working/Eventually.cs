namespace Tasks.Runtime.Tests.Working;

/// <summary>Waits for a condition, with a limit.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition, Action? meanwhile = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            meanwhile?.Invoke();
            await Task.Delay(2, limit.Token);
        }
    }

    public static async Task TrueAsync(Func<Task<bool>> condition, Action? meanwhile = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            meanwhile?.Invoke();
            await Task.Delay(2, limit.Token);
        }
    }

    public static Task<T> SoonAsync<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task SoonAsync(this Task task) => task.WaitAsync(Limit);
}
