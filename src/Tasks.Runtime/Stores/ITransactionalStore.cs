using System.Data.Common;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Runtime.Stores;

/// <summary>A store that can take new tasks as part of a caller's own database transaction.</summary>
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
}
