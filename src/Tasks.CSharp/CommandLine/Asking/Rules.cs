using System.Globalization;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.CommandLine.Asking;

/// <summary>Options by what their values may be.</summary>
internal static class Rules
{
    private const string EveryQueue = "*";

    public static RuledOption<double?> Seconds(string name, string description) =>
        new(
            name,
            "SECONDS",
            description,
            "must be a finite number of seconds, zero or more",
            text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                && double.IsFinite(seconds)
                && seconds >= 0
                    ? (true, seconds)
                    : (false, null)
        );

    public static RuledOption<int?> Count(string name, string value, string description, int atLeast) =>
        new(
            name,
            value,
            description,
            $"must be a whole number, {(atLeast == 0 ? "zero" : atLeast)} or more",
            text =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= atLeast
                    ? (true, count)
                    : (false, null)
        );

    public static RuledOption<string?> Text(string name, string value, string description) =>
        new(name, value, description, "must not be empty", text => (text.Length > 0, text));

    public static RuledOption<string?> WorkerName(string name, string description) =>
        new(
            name,
            "ID",
            description,
            $"must be 1 to {WorkerId.MaxLength} characters without control characters",
            text => (WorkerId.From(text) is not null, text)
        );

    /// <summary>Queues as a list with commas; <c>*</c> among them is every queue, where that may be said.</summary>
    public static RuledOption<string[]?> Queues(string name, string description, bool orAll) =>
        new(
            name,
            "NAMES",
            description,
            "must be names of 1 to 64 characters without control characters, with commas between them"
                + (orAll ? ", or '*' for all queues" : ""),
            text =>
            {
                var names = text.Split(',', StringSplitOptions.TrimEntries);
                return (Array.TrueForAll(names, queue => QueueName.IsPossible(queue) || (orAll && queue == EveryQueue)), names);
            }
        );

    public static RuledOption<Status?> StatusOf(string name, string description) =>
        new(
            name,
            "STATUS",
            description,
            "must be ready, running, successful, failed or cancelled",
            text =>
                Enum.GetNames<Status>().Contains(text, StringComparer.OrdinalIgnoreCase)
                    ? (true, Enum.Parse<Status>(text, true))
                    : (false, null)
        );

    public static RuledOption<TimeSpan?> Age(string name, string description) =>
        new(
            name,
            "AGE",
            description,
            "must be an age such as 90s, 15m, 2h or 7d",
            text => Ages.Read(text) is { } age ? (true, age) : (false, null)
        );
}
