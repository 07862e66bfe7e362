using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Simulation;

/// <summary>What simulated methods return, and how the end of each task is judged.</summary>
internal static class Behaviours
{
    public static readonly JsonText Unstorable = JsonText.From("\"unstorable\"");

    public static bool IsUnstorable(Settlement settlement) => settlement.Outcome is Outcome.Succeeded(var value) && value == Unstorable;

    /// <summary>Whether a method that behaves so ends only because of its time limit.</summary>
    public static bool NeedsLimit(Behaviour behaviour) =>
        behaviour is Behaviour.HangsUntilCancelled or Behaviour.HangsBeyondGrace or Behaviour.IgnoresItsToken or Behaviour.NeverEnds;

    /// <summary>The value names the lease under which it was reached.</summary>
    public static JsonText ValueOf(TaskRecord task) => JsonText.From($"\"{task.Id}/{task.Lease}\"");

    /// <summary>Whether a task whose method behaves so may end like this, if it was neither cancelled nor used up its crashes.</summary>
    public static bool MayEnd(Behaviour behaviour, TaskRecord task) =>
        (task.Call.Definition.TimeLimit is not null && FailedAs(task, Failure.TimeoutType))
        || behaviour switch
        {
            Behaviour.IsUnknown => task.State is TaskState.Ready(WaitReason.UnknownName),
            Behaviour.Succeeds or Behaviour.IgnoresItsToken => task.Status == Status.Successful,
            Behaviour.ThrowsAtFirst => task.Status == Status.Successful || FailedAs(task, "System.InvalidOperationException"),
            Behaviour.Throws => FailedAs(task, "System.InvalidOperationException"),
            Behaviour.ReturnsTheUnstorable => FailedAs(task, Failure.NotStorableType),
            _ => false,
        };

    private static bool FailedAs(TaskRecord task, string type) =>
        task.Status == Status.Failed && task.History.Errors[^1].Failure.ExceptionType == type;
}
