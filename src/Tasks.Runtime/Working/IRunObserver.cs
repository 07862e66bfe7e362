using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Working;

/// <summary>Told about runs after the fact. What it throws is logged and changes nothing.</summary>
public interface IRunObserver
{
    /// <summary>Whether anybody hears of starts and of successes just now. Of everything else it is told whatever this says.</summary>
    bool IsListening => true;

    /// <summary>A run is about to call its method.</summary>
    /// <param name="task">The task, running.</param>
    ValueTask StartedAsync(TaskRecord task);

    /// <summary>A run's outcome has been recorded; the task may be finished, or waiting for its next attempt.</summary>
    /// <param name="task">The task as recorded.</param>
    /// <param name="exception">What the method threw, if it threw in this process.</param>
    ValueTask SettledAsync(TaskRecord task, Exception? exception);
}
