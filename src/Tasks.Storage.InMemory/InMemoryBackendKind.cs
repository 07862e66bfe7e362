using System.ComponentModel;
using Tasks.Runtime.Stores;
using Tasks.Storage.InMemory;

namespace Tasks;

/// <summary>The kind <c>InMemory</c>: tasks that live in this process. Its clock is the <see cref="TimeProvider"/> of the services.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class InMemoryBackendKind : TaskBackendKind
{
    /// <inheritdoc/>
    public override string Name => "InMemory";

    /// <inheritdoc/>
    public override TaskBackendOptions CreateOptions() => new();

    /// <inheritdoc/>
    public override ITaskStore CreateStore(IServiceProvider services, string alias, TaskBackendOptions options) =>
        new InMemoryStore((TimeProvider?)services.GetService(typeof(TimeProvider)) ?? TimeProvider.System);
}
