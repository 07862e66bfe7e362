namespace Tasks.Domain.Lifecycle;

/// <summary>What went wrong in a run, as facts that can be stored.</summary>
/// <param name="ExceptionType">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Traceback">Its full text, inner exceptions and stack included.</param>
public sealed record Failure(string ExceptionType, string Message, string Traceback)
{
    /// <summary>The type recorded when a worker vanished while it ran the task.</summary>
    public const string WorkerLostType = "Tasks.WorkerLostException";

    /// <summary>The type recorded when a run used up its time limit.</summary>
    public const string TimeoutType = "System.TimeoutException";

    /// <summary>The type recorded when the store will not take what a run ended with.</summary>
    public const string NotStorableType = "Tasks.OutcomeNotStoredException";

    /// <summary>The longest text kept of a message or traceback, in characters.</summary>
    public const int MaxTextLength = 64 * 1024;

    private const string CutMark = "… (cut)";

    /// <summary>What a time-out counts as, where a policy names exception types.</summary>
    public static ValueList<string> TimeoutTypes { get; } = new(TimeoutType, "System.SystemException", "System.Exception");

    /// <summary>The failure of a task whose worker vanished.</summary>
    public static Failure WorkerLost(string session) => new(WorkerLostType, $"The worker {session} vanished while it ran the task.", "");

    /// <summary>The failure of a run whose outcome the store refuses for good.</summary>
    public static Failure NotStorable(string sentence) => new(NotStorableType, $"The outcome could not be stored: {sentence}", "");

    /// <summary>The same failure with texts no longer than <see cref="MaxTextLength"/>, marked where they were cut.</summary>
    public Failure Trimmed() => new(Cut(ExceptionType), Cut(Message), Cut(Traceback));

    private static string Cut(string text)
    {
        if (text.Length <= MaxTextLength)
        {
            return text;
        }

        var length = MaxTextLength - CutMark.Length;
        // Half a surrogate pair is no text; stores refuse it.
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), CutMark);
    }
}
