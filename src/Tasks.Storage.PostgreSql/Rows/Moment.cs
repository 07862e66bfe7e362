using System.Globalization;
using Tasks.Domain;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>The server's clock in SQL, as the domain tells time: whole microseconds since 1970.</summary>
internal static class Moment
{
    /// <summary>When the transaction began: the same in every statement of a step.</summary>
    public const string OfTransaction = "(extract(epoch FROM now()) * 1000000)::bigint";

    /// <summary>When the statement arrived: what is now in a transaction that its owner began long ago.</summary>
    public const string OfStatement = "(extract(epoch FROM statement_timestamp()) * 1000000)::bigint";

    /// <summary>A moment and a duration, stopping at the ends of the calendar as the domain does.</summary>
    public static string Plus(string moment, string microseconds) =>
        $"least(greatest({moment} + {microseconds}, {Text(Instant.Min)}), {Text(Instant.Max)})";

    /// <summary>A duration as the domain adds it: rounded down to the microsecond.</summary>
    public static long Microseconds(TimeSpan duration) => (long)Math.Floor((decimal)duration.Ticks / TimeSpan.TicksPerMicrosecond);

    private static string Text(Instant moment) => moment.Microseconds.ToString(CultureInfo.InvariantCulture);
}
