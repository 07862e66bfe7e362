using System.Globalization;

namespace Tasks.Benchmarks;

/// <summary>What a person sees while it measures: lines on stderr.</summary>
internal static class Progress
{
    public static void Say(FormattableString line) => Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
