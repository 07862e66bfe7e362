namespace Tasks;

/// <summary>The root of what this library throws at its callers.</summary>
public abstract class TaskException : Exception
{
    /// <summary>An exception with a message for a person.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    protected TaskException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
