using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Backends;

namespace Tasks.Runtime.Working;

/// <summary>One run of one task, as its handler sees it.</summary>
/// <param name="task">The task as claimed.</param>
public abstract class Run(TaskRecord task)
{
    /// <summary>The task as claimed: running, this attempt counted.</summary>
    public TaskRecord Task { get; } = task;

    /// <summary>Fires on time-out, cancel request, lost lease and forced shutdown.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>Metadata to be recorded with the outcome, whatever it is; null to leave what is stored.</summary>
    public JsonText? Metadata { get; set; }

    /// <summary>Stores metadata at once. Refused, with a <see cref="TaskStateException"/>, once the lease is lost.</summary>
    /// <param name="metadata">One JSON object.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public abstract Task SaveMetadataAsync(JsonText metadata, CancellationToken cancellationToken);

    /// <summary>
    /// Records success as part of a transaction of the method's own: it counts from the commit on, whatever the run ends with. Refused, with
    /// a <see cref="TaskStateException"/>, once the lease is lost or an outcome is there.
    /// </summary>
    /// <param name="transaction">A live transaction on the store's own database.</param>
    /// <param name="value">What the method returns, as JSON.</param>
    /// <param name="metadata">Metadata to be recorded with it; null to leave what is stored.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="InvalidTaskException">The backend, or the transaction, is not one of the store's database.</exception>
    public virtual Task SucceedInAsync(
        DbTransaction transaction,
        JsonText value,
        JsonText? metadata,
        CancellationToken cancellationToken
    ) => throw Refused.NoTransactionsInRun();
}
