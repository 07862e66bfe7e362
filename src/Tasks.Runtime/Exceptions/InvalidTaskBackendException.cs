namespace Tasks;

/// <summary>A backend alias is unknown, or its backend cannot be made.</summary>
public sealed class InvalidTaskBackendException : TaskException
{
    /// <summary>An exception that says what is wrong with the configuration.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public InvalidTaskBackendException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
