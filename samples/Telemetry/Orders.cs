using Tasks;

namespace Telemetry;

/// <summary>What becomes of an order: each step enqueues the next.</summary>
public static partial class Orders
{
    /// <summary>Done when the order has left the house.</summary>
    public static TaskCompletionSource Shipped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes an order.</summary>
    [Task]
    public static Task TakeAsync(int order) => PackTask.EnqueueAsync(order);

    /// <summary>Packs it.</summary>
    [Task(MaxAttempts = 2)]
    public static async Task PackAsync(TaskContext context, int order)
    {
        // The first box is too small: the second attempt is a span of the same trace.
        _ = context.Attempt > 1 ? 0 : throw new InvalidOperationException("The box is too small.");
        await ShipTask.EnqueueAsync(order);
    }

    /// <summary>Ships it.</summary>
    [Task]
    public static void Ship(int order) => Shipped.TrySetResult();
}
