using System.ComponentModel;
using System.Text;
using Tasks.Domain;
using Tasks.Domain.Leasing;

namespace Tasks.Runtime.Stores.Rows;

/// <summary>The sessions of a task's attempts as the text in a row: NULL for none, else one a line, latest last. No name holds a line break.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class WorkersText
{
    private const char Separator = '\n';

    /// <summary>The text, or null for no sessions.</summary>
    /// <param name="workers">The sessions.</param>
    public static string? Of(ValueList<SessionId> workers) =>
        workers.Count switch
        {
            0 => null,
            1 => workers[0].Value,
            _ => string.Join(Separator, workers.Select(worker => worker.Value)),
        };

    /// <summary>The sessions; none for no text.</summary>
    /// <param name="text">UTF-8.</param>
    public static ValueList<SessionId> Read(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? default : [.. Encoding.UTF8.GetString(text).Split(Separator).Select(SessionId.Stored)];
}
