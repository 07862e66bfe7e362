using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Protocol;

/// <summary>A call about to become a task, with the id chosen by the caller: sent twice, it is stored once.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Call">What to run.</param>
public readonly record struct NewTask(TaskId Id, Call Call);
