using System.Globalization;
using Tasks;

namespace Quickstart;

/// <summary>A table of results for a person.</summary>
public sealed class Table(params string[] heads)
{
    private readonly List<string[]> rows = [heads];

    /// <summary>Adds the row of a finished task.</summary>
    public void Add(string name, TaskResult result, bool isRight)
    {
        var waited = result.StartedAt - (result.RunAfter > result.EnqueuedAt ? result.RunAfter : result.EnqueuedAt);
        var ran = result.FinishedAt - result.LastAttemptedAt;
        var outcome = result.Status == TaskResultStatus.Successful ? result.ReturnValue?.ToString() : LastError(result);
        rows.Add([
            name,
            result.Status.ToString(),
            result.Attempts.ToString(CultureInfo.InvariantCulture),
            Milliseconds(waited),
            Milliseconds(ran),
            outcome ?? "",
            isRight ? "yes" : "NO",
        ]);
    }

    /// <summary>Prints the table.</summary>
    public void Print()
    {
        var widths = heads.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
            if (row == rows[0])
            {
                Console.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
            }
        }

        Console.WriteLine();
    }

    private static string LastError(TaskResult result) => result.Errors.Count == 0 ? "" : result.Errors[^1].Message;

    private static string Milliseconds(TimeSpan? time) =>
        time is { } duration ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:F0} ms") : "-";
}
