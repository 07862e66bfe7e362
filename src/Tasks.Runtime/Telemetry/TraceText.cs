using System.Buffers;
using System.Diagnostics;

namespace Tasks.Runtime.Telemetry;

/// <summary>
/// The W3C trace context of an enqueue as the one text that is stored with the task: the <c>traceparent</c>, and after a blank the
/// <c>tracestate</c> if there is one. A text that somebody else wrote, or that cannot be read, stands for no trace.
/// </summary>
internal static class TraceText
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 512;

    private const int ParentLength = 55;

    // Printable ASCII is all that a tracestate may hold; anything else a store might refuse.
    private static readonly SearchValues<char> Allowed = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
    ]);

    /// <summary>The trace that the current flow belongs to; null for none.</summary>
    public static string? Current => Activity.Current is { } activity ? Of(activity) : null;

    /// <summary>The trace of a span; null if it has no W3C id.</summary>
    public static string? Of(Activity activity)
    {
        if (activity is not { IdFormat: ActivityIdFormat.W3C, Id: { Length: ParentLength } parent })
        {
            return null;
        }

        var state = Fitting(activity.TraceStateString);
        return state.IsEmpty ? parent : string.Concat(parent, " ", state);
    }

    /// <summary>What a run continues; the default for nothing.</summary>
    public static ActivityContext Read(string? text)
    {
        if (text is null || text.Length < ParentLength)
        {
            return default;
        }

        var state = text.Length > ParentLength ? text[(ParentLength + 1)..] : null;
        return ActivityContext.TryParse(text[..ParentLength], state, isRemote: true, out var context) ? context : default;
    }

    /// <summary>As much of a tracestate as there is room for: whole entries, the first ones, which are the latest.</summary>
    private static ReadOnlySpan<char> Fitting(string? state)
    {
        const int Room = MaxLength - ParentLength - 1;
        if (string.IsNullOrWhiteSpace(state) || state.AsSpan().ContainsAnyExcept(Allowed))
        {
            return default;
        }

        return state.Length <= Room ? state : state.AsSpan(0, Math.Max(0, state.LastIndexOf(',', Room)));
    }
}
