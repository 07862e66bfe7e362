using System.Globalization;

namespace Tasks.CommandLine.Telling;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    public static string Tasks(long count) => Count(count, "task", "tasks");

    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>A count that stopped at a limit: then it says so.</summary>
    public static string UpTo(long count, long atMost) =>
        string.Create(CultureInfo.InvariantCulture, $"{count}{(count >= atMost ? "+" : "")}");

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
