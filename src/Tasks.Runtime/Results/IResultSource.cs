namespace Tasks.Runtime.Results;

/// <summary>A backend that knows a better way to wait than asking again and again.</summary>
internal interface IResultSource
{
    Task<TaskResult> WaitAsync(TaskResult result, TimeSpan timeout, CancellationToken cancellationToken);
}
