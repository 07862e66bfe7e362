namespace Tasks.Domain.Lifecycle;

/// <summary>What went wrong in a run, as facts that can be stored.</summary>
/// <param name="ExceptionType">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Traceback">Its full text, inner exceptions and stack included.</param>
public sealed record Failure(string ExceptionType, string Message, string Traceback)
{
    /// <summary>The type recorded when a worker vanished while it ran the task.</summary>
    public const string WorkerLostType = "Tasks.WorkerLostException";

    /// <summary>The longest text kept of a message or traceback, in characters.</summary>
    public const int MaxTextLength = 64 * 1024;

    private const string CutMark = "… (cut)";

    /// <summary>The failure of a task whose worker vanished.</summary>
    public static Failure WorkerLost(string session) => new(WorkerLostType, $"The worker {session} vanished while it ran the task.", "");

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
