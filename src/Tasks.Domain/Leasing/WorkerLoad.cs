using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Leasing;

/// <summary>What a worker has to do: said with every beat.</summary>
/// <param name="Running">How many methods run, stuck ones left out.</param>
/// <param name="Stuck">The tasks whose methods did not heed their tokens: their slots stay taken. In order, the first hundred.</param>
public readonly record struct WorkerLoad(int Running, ValueList<TaskId> Stuck)
{
    /// <summary>How many stuck tasks are named.</summary>
    public const int StuckNamed = 100;
}
