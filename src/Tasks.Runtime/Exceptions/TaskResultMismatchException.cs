namespace Tasks;

/// <summary>The id belongs to a task of another definition.</summary>
public sealed class TaskResultMismatchException : TaskException
{
    /// <summary>An exception that names the definition found.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public TaskResultMismatchException(string message)
        : base(message) { }
}
