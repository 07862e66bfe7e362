using LanguageExt;

namespace Tasks.Domain.Calls;

/// <summary>What one backend accepts. The same rules hold for every caller, whether it came through a facade or not.</summary>
/// <param name="SupportsAsyncTask">Whether asynchronous methods run there.</param>
/// <param name="SupportsPriority">Whether priorities are kept.</param>
/// <param name="SupportsDefer">Whether a task can wait for a moment.</param>
/// <param name="Queues">The queues it serves; empty for any.</param>
/// <param name="MaxArgumentBytes">The largest arguments, in bytes of UTF-8 JSON.</param>
public sealed record BackendRules(
    bool SupportsAsyncTask,
    bool SupportsPriority,
    bool SupportsDefer,
    ValueList<QueueName> Queues,
    int MaxArgumentBytes
)
{
    /// <summary>The call itself, or the first rule it breaks, in the order of the contract.</summary>
    /// <param name="call">What is to be enqueued.</param>
    /// <param name="isAsync">Whether its method is asynchronous.</param>
    public Either<CallRefusal, Call> Check(Call call, bool isAsync)
    {
        if (isAsync && !SupportsAsyncTask)
        {
            return new CallRefusal.AsyncNotSupported();
        }

        if (call.Definition.Priority != TaskPriority.Normal && !SupportsPriority)
        {
            return new CallRefusal.PriorityNotSupported();
        }

        if (call.Definition.Priority.Value is < TaskPriority.Least or > TaskPriority.Most)
        {
            return new CallRefusal.PriorityOutOfRange(call.Definition.Priority.Value);
        }

        if (call.Timing is not Timing.Immediately && !SupportsDefer)
        {
            return new CallRefusal.DeferNotSupported();
        }

        if (Queues.Count > 0 && !Queues.Contains(call.Definition.Queue))
        {
            return new CallRefusal.QueueNotServed(call.Definition.Queue);
        }

        if (!QueueName.IsPossible(call.Definition.Queue.Value))
        {
            return new CallRefusal.ImpossibleQueueName(call.Definition.Queue.Value);
        }

        if (call.Arguments.ByteCount > MaxArgumentBytes)
        {
            return new CallRefusal.ArgumentsTooLarge(call.Arguments.ByteCount, MaxArgumentBytes);
        }

        return call.Definition.Retry.Checked().Allows(out _, out var refusal) ? call : refusal;
    }
}
