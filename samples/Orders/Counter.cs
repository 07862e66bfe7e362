using Microsoft.EntityFrameworkCore.Storage;
using Tasks;

namespace Orders;

/// <summary>Where orders are placed.</summary>
public sealed class Counter(Shop shop)
{
    /// <summary>Writes an order and enqueues its task: both, or neither.</summary>
    public async Task<TaskResult<int>> PlaceAsync(string orderId, bool isPaid)
    {
        // snippet: place
        await using var transaction = await shop.Database.BeginTransactionAsync();
        shop.Orders.Add(new Order { Id = orderId });
        await shop.SaveChangesAsync();
        var shipment = await Shipping.ShipTask.In(transaction.GetDbTransaction()).EnqueueAsync(orderId);
        if (isPaid)
        {
            await transaction.CommitAsync();
        }

        // Without the commit, neither the order nor its task has ever been there.
        // end-snippet
        return shipment;
    }
}
