using System.Globalization;

namespace Tasks.CommandLine.Asking;

/// <summary>Durations as people write them: a number and a unit, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class Ages
{
    // Further back no task of anybody lies.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>The duration; null where the text is none.</summary>
    public static TimeSpan? Read(string text)
    {
        if (
            text.Length < 2
            || UnitOf(text[^1]) is not { } unit
            || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
        )
        {
            return null;
        }

        return count * unit.TotalDays <= Longest.TotalDays ? count * unit : null;
    }

    private static TimeSpan? UnitOf(char letter) =>
        letter switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
}
