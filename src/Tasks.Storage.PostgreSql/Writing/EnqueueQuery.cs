using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Puts new tasks into the arrays of one statement.</summary>
internal static class EnqueueQuery
{
    /// <summary>One of the statements of <see cref="EnqueueSql"/> with its parameters.</summary>
    /// <param name="sql">Which.</param>
    /// <param name="tasks">The calls, each with an id of its own.</param>
    /// <param name="notify">The queues that others are told of in the same step.</param>
    public static Query Of(string sql, NewTask[] tasks, string?[] notify) =>
        new Query(sql)
            .With(Array.ConvertAll(tasks, task => (string?)task.Id.Value))
            .With(Array.ConvertAll(tasks, task => (string?)task.Call.Definition.Name.Value))
            .With(Array.ConvertAll(tasks, task => (string?)task.Call.Definition.Queue.Value))
            .With(Array.ConvertAll(tasks, task => task.Call.Definition.Priority.Value))
            .With(Sparse(tasks, task => PolicyText.Of(task.Call.Definition.Retry)))
            .With(Sparse(tasks, task => task.Call.Definition.TimeLimit?.Ticks))
            .With(Sparse(tasks, task => task.Call.Timing is Timing.NotBefore at ? at.Moment.Microseconds : (long?)null))
            .With(Sparse(tasks, task => task.Call.Timing is Timing.After after ? Moment.Microseconds(after.Delay) : (long?)null))
            .With(Array.ConvertAll(tasks, task => (byte[]?)TaskWriting.Bytes(task.Call.Arguments)))
            .With(notify)
            .With(Sparse(tasks, task => task.Call.Trace));

    // Where one array ends before the others, the server goes on with NULL: of nothing but NULL nothing is sent, or looked at there.
    private static T[] Sparse<T>(NewTask[] tasks, Converter<NewTask, T> part) =>
        Array.TrueForAll(tasks, task => part(task) is null) ? [] : Array.ConvertAll(tasks, part);
}
