using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Sqlite.Writing;

/// <summary>Takes new tasks; one whose id is there already is answered as it is stored.</summary>
internal static class Enqueuing
{
    public static IReadOnlyList<TaskRecord> Enqueue(Ledger ledger, IReadOnlyList<NewTask> tasks)
    {
        var now = ledger.Now();
        var answer = new TaskRecord[tasks.Count];
        for (var index = 0; index < answer.Length; index++)
        {
            var (id, call) = tasks[index];
            var task = TaskLifecycle.Enqueue(id, call, now);
            answer[index] = ledger.Insert(task) ? task : ledger.Tasks.Find(id)!.Value.Task;
        }

        return answer;
    }
}
