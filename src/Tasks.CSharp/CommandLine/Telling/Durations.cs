using System.Globalization;
using Tasks.Domain;

namespace Tasks.CommandLine.Telling;

/// <summary>Durations in the largest unit that fits, for people.</summary>
internal static class Durations
{
    /// <summary>How long ago a moment was, or how far ahead it is.</summary>
    public static string Since(Instant moment, Instant now) => moment > now ? "in " + Of(moment - now) : Of(now - moment) + " ago";

    public static string Of(TimeSpan duration) =>
        duration switch
        {
            { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
            { TotalSeconds: < 120 } => Whole(duration.TotalSeconds, "s"),
            { TotalMinutes: < 120 } => Whole(duration.TotalMinutes, "min"),
            { TotalHours: < 48 } => Whole(duration.TotalHours, "h"),
            _ => Whole(duration.TotalDays, "d"),
        };

    private static string Whole(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count):0} {unit}");
}
