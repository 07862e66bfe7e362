using System.Text;
using Tasks.Domain;
using Tasks.Domain.Leasing;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>The sessions of a task's attempts as the text in a row: NULL for none, else one a line, latest last. No name holds a line break.</summary>
internal static class WorkersText
{
    private const char Separator = '\n';

    /// <summary>The text, or null for no sessions.</summary>
    public static string? Of(ValueList<SessionId> workers) =>
        workers.Count switch
        {
            0 => null,
            1 => workers[0].Value,
            _ => string.Join(Separator, workers.Select(worker => worker.Value)),
        };

    public static ValueList<SessionId> Read(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? default : [.. Encoding.UTF8.GetString(text).Split(Separator).Select(SessionId.Stored)];
}
