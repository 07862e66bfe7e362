namespace Tasks.Domain;

/// <summary>
/// A moment by the store's clock, in whole microseconds since 1970-01-01T00:00:00Z. Every durable decision (due, ended, finished) is
/// taken on this type, so that a worker's own clock cannot change any of them.
/// </summary>
/// <param name="Microseconds">Microseconds since the Unix epoch.</param>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>, IComparable
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>The last moment that can be told: the last microsecond of the year 9999.</summary>
    public static Instant Max { get; } = From(DateTimeOffset.MaxValue);

    /// <summary>The first moment that can be told: the start of the year 1.</summary>
    public static Instant Min { get; } = From(DateTimeOffset.MinValue);

    /// <summary>The microsecond in which <paramref name="moment"/> lies.</summary>
    public static Instant From(DateTimeOffset moment) =>
        new(FloorDivide(moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, TicksPerMicrosecond));

    /// <summary>The same moment for the calendar, in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Microseconds * TicksPerMicrosecond);

    /// <summary>The later of two moments: the guard that keeps a task's times from running backwards.</summary>
    public static Instant Later(Instant one, Instant other) => one.Microseconds >= other.Microseconds ? one : other;

    /// <summary>A moment moved by a duration (rounded down to the microsecond), stopping at <see cref="Min"/> and <see cref="Max"/>.</summary>
    public static Instant operator +(Instant start, TimeSpan duration)
    {
        // The sum of two values that each fit a calendar cannot overflow a long; it can only leave the calendar.
        var sum = start.Microseconds + FloorDivide(duration.Ticks, TicksPerMicrosecond);
        return new(Math.Clamp(sum, Min.Microseconds, Max.Microseconds));
    }

    /// <summary>How long after <paramref name="earlier"/> the moment <paramref name="later"/> lies.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) =>
        new((later.Microseconds - earlier.Microseconds) * TicksPerMicrosecond);

    /// <summary>Whether the left moment is earlier.</summary>
    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether the left moment is later.</summary>
    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether the left moment is not later.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether the left moment is not earlier.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    int IComparable.CompareTo(object? obj) => obj is Instant other ? CompareTo(other) : 1;

    /// <summary>The moment as ISO 8601 text in UTC with microseconds.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
