using Tasks.Runtime.Stores;
using Tasks.Runtime.Tests.Working;
using Tasks.Storage.InMemory;

namespace Tasks.CSharp.Tests.Health;

/// <summary>A kind of backend whose store fails as a test says; while the test says nothing, all is well with it.</summary>
internal sealed class FaultyKind(TimeProvider time) : TaskBackendKind
{
    public FaultyStore Store { get; } = new(new InMemoryStore(time)) { OnInspect = inspection => inspection with { Warnings = [] } };

    public override string Name => "Faulty";

    public override TaskBackendOptions CreateOptions() => new();

    public override ITaskStore CreateStore(IServiceProvider services, string alias, TaskBackendOptions options) => Store;
}
