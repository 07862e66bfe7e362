namespace Tasks;

/// <summary>A task, a call or one of its options is not acceptable. Nothing was stored.</summary>
public sealed class InvalidTaskException : TaskException
{
    /// <summary>An exception that says what is not acceptable.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public InvalidTaskException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
