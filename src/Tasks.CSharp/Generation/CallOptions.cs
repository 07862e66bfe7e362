using System.ComponentModel;
using System.Data.Common;
using Tasks.Domain.Calls;
using Tasks.Runtime.Calls;

namespace Tasks.Generation;

/// <summary>What one <c>Using</c> or <c>In</c> changes of a handle; checked when it is made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CallOptions
{
    private readonly Func<CallTerms, CallTerms> change;

    private CallOptions(Func<CallTerms, CallTerms> change) => this.change = change;

    internal static CallOptions Of(int? priority, string? queue, string? backend, DateTimeOffset? runAfter, TimeSpan? delay)
    {
        if (runAfter is not null && delay is not null)
        {
            throw new ArgumentException(
                "Give runAfter or delay, not both: one is a moment, the other counts from the enqueue.",
                nameof(delay)
            );
        }

        TaskPriority? newPriority = priority is { } number ? TaskPriority.From(number).OrThrow() : null;
        QueueName? newQueue = queue is not null ? QueueName.From(queue).OrThrow() : null;
        return new(terms =>
            terms with
            {
                Definition = terms.Definition with
                {
                    Priority = newPriority ?? terms.Definition.Priority,
                    Queue = newQueue ?? terms.Definition.Queue,
                },
                Backend = backend ?? terms.Backend,
                // Of a moment and a delay in one chain, the later replaces the earlier.
                RunAfter = delay is null ? runAfter ?? terms.RunAfter : null,
                Delay = runAfter is null ? delay ?? terms.Delay : null,
            }
        );
    }

    internal static CallOptions Of(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new(terms => terms with { Transaction = transaction });
    }

    internal CallTerms Apply(CallTerms terms) => change(terms);
}
