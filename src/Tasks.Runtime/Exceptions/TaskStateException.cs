namespace Tasks;

/// <summary>A task's state does not allow what was asked. Nothing was changed.</summary>
public sealed class TaskStateException : TaskException
{
    /// <summary>An exception that names the state and the command.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public TaskStateException(string message)
        : base(message) { }
}
