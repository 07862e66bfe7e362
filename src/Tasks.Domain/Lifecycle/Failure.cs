using System.Text;

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

    /// <summary>The longest text kept of a message or traceback, in bytes of UTF-8.</summary>
    public const int MaxTextBytes = 64 * 1024;

    private const string CutMark = "… (cut)";

    /// <summary>What a time-out counts as, where a policy names exception types.</summary>
    public static ValueList<string> TimeoutTypes => [TimeoutType, "System.SystemException", "System.Exception"];

    /// <summary>The failure of a task whose worker vanished.</summary>
    public static Failure WorkerLost(string session) => new(WorkerLostType, $"The worker {session} vanished while it ran the task.", "");

    /// <summary>The failure of a run whose outcome the store refuses for good.</summary>
    public static Failure NotStorable(string sentence) => new(NotStorableType, $"The outcome could not be stored: {sentence}", "");

    /// <summary>
    /// The same failure in texts that every store can hold: no longer than <see cref="MaxTextBytes"/>, marked where they were cut, and with
    /// U+FFFD in place of U+0000 and of half surrogate pairs.
    /// </summary>
    public Failure Trimmed() => new(Cut(ExceptionType), Cut(Message), Cut(Traceback));

    private static string Cut(string text)
    {
        // No character takes less than a byte: what lies further on is cut anyway.
        var head = text.Length > MaxTextBytes ? text[..(MaxTextBytes + 1)] : text;
        var utf8 = Encoding.UTF8.GetBytes(head.Replace('\0', '\uFFFD'));
        if (utf8.Length <= MaxTextBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var length = MaxTextBytes - Encoding.UTF8.GetByteCount(CutMark);
        while (IsInsideCharacter(utf8[length]))
        {
            length--;
        }

        return Encoding.UTF8.GetString(utf8.AsSpan(0, length)) + CutMark;
    }

    private static bool IsInsideCharacter(byte utf8) => (utf8 & 0b1100_0000) == 0b1000_0000;
}
