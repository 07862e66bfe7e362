using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

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
}
