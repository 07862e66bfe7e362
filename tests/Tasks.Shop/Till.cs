namespace Tasks.Shop;

public static partial class Till
{
    [Task(Priority = 5)]
    public static int Add(int a, int b = 10) => a + b;

    [Task(Queue = "receipts")]
    public static async Task<string> PrintAsync(string[] lines, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return string.Join("\n", lines);
    }

    [Task]
    public static void Close() { }
}
