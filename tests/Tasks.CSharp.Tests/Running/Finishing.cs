namespace Tasks.CSharp.Tests.Running;

/// <summary>Methods that record their success in their own transaction, rightly and wrongly.</summary>
public sealed partial class Finishing(Orders orders)
{
    [Task]
    public Task Nothing(TaskContext context) => orders.PlaceAsync(transaction => context.SucceedInAsync(transaction), commits: true);

    [Task]
    public Task Giving(TaskContext context) => orders.PlaceAsync(transaction => context.SucceedInAsync(transaction, 1), commits: true);

    [Task]
    public async Task<int> Forgetful(TaskContext context)
    {
        await orders.PlaceAsync(transaction => context.SucceedInAsync(transaction), commits: true);
        return 1;
    }
}
