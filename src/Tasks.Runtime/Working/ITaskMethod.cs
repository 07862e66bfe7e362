using Tasks.Domain.Calls;

namespace Tasks.Runtime.Working;

/// <summary>The method behind a definition, known to a process: reads arguments, runs, and writes what it returned.</summary>
public interface ITaskMethod
{
    /// <summary>What stored tasks call it.</summary>
    TaskName Name { get; }

    /// <summary>Whether the method is asynchronous.</summary>
    bool IsAsync { get; }

    /// <summary>Runs it once. What it throws is the failure of the run.</summary>
    /// <param name="run">The task, its token and its metadata.</param>
    /// <param name="place">Where it runs.</param>
    ValueTask<JsonText> RunAsync(Run run, RunPlace place);
}
