using System.Diagnostics;

namespace Tasks.EndToEnd.App;

/// <summary>Work whose outcome stands in the same transaction as what it writes.</summary>
public sealed partial class Ordering(OrderBook book)
{
    /// <summary>Writes an order; its process dies the first time.</summary>
    [Task]
    public async Task<int> Place(TaskContext context, int number, Death death)
    {
        await using var connection = await book.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await OrderBook.WriteAsync(transaction, number);
        await context.SucceedInAsync(transaction, number);
        DieIf(context.Attempt == 1 && death == Death.BeforeCommit);
        await transaction.CommitAsync();
        DieIf(death == Death.AfterCommit);
        return number;
    }

    private static void DieIf(bool isTime)
    {
        if (isTime)
        {
            // SIGKILL: nothing of the process has a say any more.
            Process.GetCurrentProcess().Kill();
        }
    }
}
