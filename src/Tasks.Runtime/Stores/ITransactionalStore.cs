using System.Data.Common;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Runtime.Stores;

/// <summary>A store that can take new tasks, and outcomes, as part of a caller's own database transaction.</summary>
public interface ITransactionalStore : ITaskStore
{
    /// <summary>Stores new tasks inside a transaction: seen by nobody before its commit, gone with its rollback.</summary>
    /// <param name="tasks">The calls, each with its id.</param>
    /// <param name="transaction">A live transaction on this store's own database.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="InvalidTaskException">The transaction is of another kind, on another database, or has ended.</exception>
    Task<IReadOnlyList<TaskRecord>> EnqueueAsync(
        IReadOnlyList<NewTask> tasks,
        DbTransaction transaction,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Records an outcome inside a transaction, fenced by its lease: it counts from the commit on, and never was after a rollback. Until
    /// then the task's row is locked. What is sent under the same lease after the commit is <see cref="Verdict.Repeated"/>.
    /// </summary>
    /// <param name="settlement">The outcome, and the lease it was reached with.</param>
    /// <param name="transaction">A live transaction on this store's own database.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The task as it becomes, or why not: then nothing was changed.</returns>
    /// <exception cref="InvalidTaskException">The transaction is of another kind, on another database, or has ended.</exception>
    Task<MoveAnswer> SettleAsync(Settlement settlement, DbTransaction transaction, CancellationToken cancellationToken);
}
