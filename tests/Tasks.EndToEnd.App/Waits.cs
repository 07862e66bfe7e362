namespace Tasks.EndToEnd.App;

/// <summary>Work that goes on until a file says otherwise, so that a test knows when it runs and decides when it ends.</summary>
public static partial class Waits
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Says that it runs by a file <c>NAME.started</c>, and goes on until there is a file <c>NAME.end</c> or its token fires.</summary>
    [Task]
    public static async Task<string> ForFileAsync(string name, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(name + ".started", "x", cancellationToken);
        while (!File.Exists(name + ".end"))
        {
            await Task.Delay(Look, cancellationToken);
        }

        return "ended";
    }

    /// <summary>The same, but heeds no token.</summary>
    [Task]
    public static async Task<string> ForFileAloneAsync(string name) => await ForFileAsync(name, CancellationToken.None);
}
