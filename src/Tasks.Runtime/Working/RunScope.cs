using System.Collections;

namespace Tasks.Runtime.Working;

/// <summary>What every line that is logged in a run carries: the task's and the worker's id.</summary>
internal sealed class RunScope(string taskId, string workerId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] =>
        index switch
        {
            0 => new("TaskId", taskId),
            1 => new("WorkerId", workerId),
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"TaskId:{taskId} WorkerId:{workerId}";
}
