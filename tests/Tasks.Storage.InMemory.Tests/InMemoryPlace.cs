using Tasks.Runtime.Stores;
using Tasks.Storage.Contract;

namespace Tasks.Storage.InMemory.Tests;

/// <summary>A place in this process.</summary>
public sealed class InMemoryPlace : StorePlace
{
    public override bool IsDurable => false;

    public override int Seeds => 3000;

    public override Task<ITaskStore> OpenStoreAsync() => Task.FromResult<ITaskStore>(new InMemoryStore(TimeProvider.System));
}
