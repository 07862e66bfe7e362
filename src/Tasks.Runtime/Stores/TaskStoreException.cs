namespace Tasks;

/// <summary>A store could not do what was asked. The message says what to do; nothing that was stored before is lost.</summary>
public sealed class TaskStoreException : TaskException
{
    /// <summary>An exception with what to do next, and why.</summary>
    /// <param name="fault">Whether trying again can help.</param>
    /// <param name="message">What happened and what to do. Never holds a connection string.</param>
    /// <param name="innerException">The client's own exception.</param>
    public TaskStoreException(TaskStoreFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Whether trying again can help.</summary>
    public TaskStoreFault Fault { get; }
}
