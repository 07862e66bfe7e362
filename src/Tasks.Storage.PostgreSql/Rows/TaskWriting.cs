using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.PostgreSql.Connecting;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>Puts what the domain decided into the arrays of one statement.</summary>
internal static class TaskWriting
{
    /// <summary>Writes tasks as they have become, each under the lease it was read with.</summary>
    public static Query Write(TaskSql sql, IReadOnlyList<(long UnderLease, TaskRecord Becomes)> changes) =>
        new Query(sql.Write)
            .With(Each(changes, task => (string?)task.Id.Value))
            .With(changes.Select(change => change.UnderLease).ToArray())
            .With(Each(changes, task => task.DueAt.Microseconds))
            .With(Each(changes, task => task.Lease))
            .With(Each(changes, task => (int)task.Status))
            .With(Each(changes, task => task.State is TaskState.Ready ready ? (int)ready.Reason : 0))
            .With(Each(changes, task => task.History.Attempts))
            .With(Each(changes, task => task.History.Failures))
            .With(Each(changes, task => task.History.Crashes))
            .With(Each(changes, task => task.History.StartedAt?.Microseconds))
            .With(Each(changes, task => task.History.LastAttemptedAt?.Microseconds))
            .With(Each(changes, task => task.State.EndedAt?.Microseconds))
            .With(Each(changes, task => task.State is TaskState.Running { IsStarted: true }))
            .With(Each(changes, task => task.State is TaskState.Running { CancelRequested: true }))
            .With(Each(changes, task => WorkersText.Of(task.History.Workers)))
            .With(Each(changes, task => ErrorsText.Of(task.History.Errors)))
            .With(Each(changes, task => BytesUnless(task.Metadata, JsonText.EmptyObject)))
            .With(
                Each(
                    changes,
                    task => BytesUnless(task.State is TaskState.Successful successful ? successful.Value : JsonText.Null, JsonText.Null)
                )
            );

    /// <summary>The text of JSON, or null for the usual one, which rows leave out.</summary>
    public static byte[]? BytesUnless(JsonText text, JsonText usual) => text == usual ? null : Bytes(text);

    /// <summary>The text of JSON as a parameter takes it; copied only where it is part of something larger.</summary>
    public static byte[] Bytes(JsonText text) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(text.Utf8, out var whole) && whole.Count == whole.Array!.Length
            ? whole.Array
            : text.Utf8.ToArray();

    private static T[] Each<T>(IReadOnlyList<(long UnderLease, TaskRecord Becomes)> changes, Func<TaskRecord, T> part)
    {
        var parts = new T[changes.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = part(changes[index].Becomes);
        }

        return parts;
    }
}
