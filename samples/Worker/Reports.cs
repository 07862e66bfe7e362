using Tasks;

namespace Worker;

/// <summary>Work that takes its time, and heeds its token.</summary>
public static partial class Reports
{
    /// <summary>Writes the report of a day; some days cannot be reported on.</summary>
    /// <param name="day">Which day.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    [Task(MaxAttempts = 2, RetryBackoff = RetryBackoff.Fixed, RetryDelaySeconds = 5)]
    public static async Task<string> WriteAsync(int day, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        return day % 7 == 0 ? throw new InvalidOperationException($"Nobody worked on day {day}.") : $"All quiet on day {day}.";
    }
}
