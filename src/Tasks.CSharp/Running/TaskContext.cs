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
}
