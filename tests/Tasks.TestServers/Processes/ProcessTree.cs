using System.Globalization;

namespace Tasks.TestServers.Processes;

/// <summary>A process and its descendants, as Linux lists them.</summary>
internal static class ProcessTree
{
    /// <summary>Stops all of them, the parent first, so that it makes no more.</summary>
    public static async Task PauseAsync(int root)
    {
        await SignalAsync("STOP", [root]);
        await SignalAsync("STOP", Descendants(root));
    }

    public static Task ResumeAsync(int root) => SignalAsync("CONT", [.. Descendants(root), root]);

    public static Task SignalAsync(string signal, IReadOnlyList<int> processes) =>
        processes.Count == 0
            ? Task.CompletedTask
            // One that has just ended by itself is no failure.
            : Command.TryAsync("/", ["kill", $"-{signal}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);

    public static IReadOnlyList<int> Descendants(int root)
    {
        var children = Children(root);
        return [.. children, .. children.SelectMany(Descendants)];
    }

    private static List<int> Children(int parent)
    {
        try
        {
            return
            [
                .. Directory
                    .EnumerateDirectories($"/proc/{parent}/task")
                    .SelectMany(thread =>
                        File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    )
                    .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
            ];
        }
        catch (IOException) // it ended while we looked
        {
            return [];
        }
    }
}
