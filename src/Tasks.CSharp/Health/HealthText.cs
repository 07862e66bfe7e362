using System.Globalization;

namespace Tasks.Health;

/// <summary>How findings put things.</summary>
internal static class HealthText
{
    public static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(span.TotalSeconds)} s");
}
