using System.Data.Common;
using System.Text.Json.Nodes;
using Tasks.Generation;

namespace Tasks;

/// <summary>What a task method can know of its own run: give it this as the first parameter. It is never part of the arguments.</summary>
public sealed class TaskContext
{
    private readonly TaskRun run;

    internal TaskContext(TaskRun run, TaskResult result) => (this.run, TaskResult) = (run, result);

    /// <summary>The task as it was when this run began: running, this attempt counted.</summary>
    public TaskResult TaskResult { get; }

    /// <summary>Which attempt this is, counted from 1.</summary>
    public int Attempt => TaskResult.Attempts;

    /// <summary>Fires on time-out, cancel request, lost lease and forced shutdown.</summary>
    public CancellationToken CancellationToken => run.CancellationToken;

    /// <summary>The services of this run's own scope, disposed with it.</summary>
    public IServiceProvider Services => run.Services;

    /// <summary>
    /// What is stored beside the result, for anybody who reads the task. Changes are recorded with the outcome, whatever it is, or at once
    /// by <see cref="SaveMetadataAsync"/>.
    /// </summary>
    public IDictionary<string, JsonNode?> Metadata => run.Metadata.Members;

    /// <summary>Stores <see cref="Metadata"/> at once.</summary>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TaskStateException">The run has lost its lease: somebody else has the task.</exception>
    /// <exception cref="InvalidTaskException">Something in it cannot be stored.</exception>
    public Task SaveMetadataAsync(CancellationToken cancellationToken = default) => run.Metadata.SaveAsync(cancellationToken);

    /// <summary>
    /// Records the task as successful in a transaction of the method's own, for a method without return value: what the method wrote and that
    /// it is done are committed together, or neither is. Commit before the method returns; whatever it does after the commit, the task stays
    /// successful and is never run again. After a rollback it is as if this had not been called.
    /// </summary>
    /// <param name="transaction">
    /// A live transaction on the backend's own database. It holds the task's row, and on SQLite the whole file, until it ends: call this
    /// last, and end it soon.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TaskStateException">The run has lost its lease, or has an outcome already: roll back.</exception>
    /// <exception cref="InvalidTaskException">
    /// The backend takes no part in transactions; or the transaction is of another kind, on another database, or has ended; or the method
    /// returns a value.
    /// </exception>
    public Task SucceedInAsync(DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return run.SucceedInAsync(transaction, cancellationToken);
    }

    /// <summary>The same for a method that returns a value.</summary>
    /// <param name="transaction">A live transaction on the backend's own database.</param>
    /// <param name="returnValue">What the method returns; what it returns in fact is not stored once this was committed.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="TaskStateException">The run has lost its lease, or has an outcome already: roll back.</exception>
    /// <exception cref="InvalidTaskException">
    /// As above; or the value is not of the method's return type, or cannot be stored.
    /// </exception>
    public Task SucceedInAsync(DbTransaction transaction, object? returnValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return run.SucceedInAsync(transaction, returnValue, cancellationToken);
    }
}
