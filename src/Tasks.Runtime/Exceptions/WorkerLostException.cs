namespace Tasks;

/// <summary>Recorded, never thrown: the worker vanished while it ran the task.</summary>
public sealed class WorkerLostException : TaskException
{
    /// <summary>An exception that names the worker.</summary>
    /// <param name="message">Which worker vanished.</param>
    public WorkerLostException(string message)
        : base(message) { }
}
