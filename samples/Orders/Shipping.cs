using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Tasks;

namespace Orders;

/// <summary>What happens to an order once it is placed.</summary>
public sealed partial class Shipping(Shop shop)
{
    // snippet: finish
    [Task]
    public async Task<int> Ship(TaskContext context, string orderId, CancellationToken cancellationToken)
    {
        await using var transaction = await shop.Database.BeginTransactionAsync(cancellationToken);
        var order = await shop.Orders.SingleAsync(order => order.Id == orderId, cancellationToken);
        order.Parcels++;
        await shop.SaveChangesAsync(cancellationToken);

        // The parcel and the success are committed together: the task is never run again, and no second parcel leaves.
        await context.SucceedInAsync(transaction.GetDbTransaction(), order.Parcels, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return order.Parcels;
    }
    // end-snippet
}
