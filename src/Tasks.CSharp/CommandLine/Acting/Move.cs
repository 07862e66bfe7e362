using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Backends;

namespace Tasks.CommandLine.Acting;

/// <summary>What can be done to many tasks at once.</summary>
/// <param name="Name">The command.</param>
/// <param name="Verb">The word that asks for it.</param>
/// <param name="Done">The word that says that it was done.</param>
/// <param name="From">The statuses that it is meant for, where none is named: the walk takes one after the other.</param>
/// <param name="ApplyAsync">Does it to some, each for itself.</param>
internal sealed record Move(
    string Name,
    string Verb,
    string Done,
    IReadOnlyList<Status> From,
    Func<StoreBackend, IReadOnlyList<TaskId>, CancellationToken, Task<IReadOnlyList<MoveAnswer>>> ApplyAsync
)
{
    public static Move Cancel { get; } =
        new("cancel", "Cancel", "Cancelled", [Status.Ready, Status.Running], (store, ids, token) => store.CancelManyAsync(ids, token));

    public static Move Retry { get; } =
        new("retry", "Retry", "Retried", [Status.Failed, Status.Cancelled], (store, ids, token) => store.Store.RetryAsync(ids, token));
}
