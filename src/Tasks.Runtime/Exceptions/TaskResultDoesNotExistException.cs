namespace Tasks;

/// <summary>No task has the id that was asked for.</summary>
public sealed class TaskResultDoesNotExistException : TaskException
{
    /// <summary>An exception that names the id.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public TaskResultDoesNotExistException(string message)
        : base(message) { }
}
