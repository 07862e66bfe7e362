using System.ComponentModel;
using System.Text;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Stores.Rows;

/// <summary>The stuck tasks of a worker as the text in its session's row: NULL for none, else one id a line. No id holds a line break.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class StuckText
{
    private const char Separator = '\n';

    /// <summary>The text, or null for no tasks.</summary>
    /// <param name="stuck">The tasks.</param>
    public static string? Of(ValueList<TaskId> stuck) => stuck.Count == 0 ? null : string.Join(Separator, stuck.Select(task => task.Value));

    /// <summary>The tasks; none for no text.</summary>
    /// <param name="text">UTF-8.</param>
    public static ValueList<TaskId> Read(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? default : [.. Encoding.UTF8.GetString(text).Split(Separator).Select(TaskId.Stored)];
}
