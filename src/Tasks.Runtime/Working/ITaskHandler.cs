using Tasks.Domain.Calls;

namespace Tasks.Runtime.Working;

/// <summary>Runs the method of one definition. What it throws is the failure of the run.</summary>
public interface ITaskHandler
{
    /// <summary>Reads the arguments, calls the method, and gives what it returned as JSON.</summary>
    /// <param name="run">The task, its token and its metadata.</param>
    ValueTask<JsonText> RunAsync(Run run);
}
