using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract;

/// <summary>An empty place for one test's tasks: what a store's tests have to say about the store to come under the law.</summary>
/// <example><c>public sealed class Claiming : ClaimingContract&lt;SqlitePlace&gt;;</c></example>
public abstract class StorePlace : IAsyncDisposable
{
    /// <summary>Whether what is stored outlives the store's object, so that a second one on the same place sees it.</summary>
    public abstract bool IsDurable { get; }

    /// <summary>How many seeded sequences are compared with the model unless <c>TASKS_CONTRACT_SEEDS</c> says otherwise.</summary>
    public virtual int Seeds => 200;

    /// <summary>A store on this place; called again on a durable place: a second one, as another process would open it.</summary>
    public abstract Task<ITaskStore> OpenStoreAsync();

    /// <summary>Removes the place with everything in it; its stores are disposed by then.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
