using System.Reflection;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>A kind of backend in memory that is busy: half of every page it lists is cancelled before the next is asked for.</summary>
internal sealed class BusyKind : TaskBackendKind
{
    public override string Name => "Busy";

    public override TaskBackendOptions CreateOptions() => new();

    public override ITaskStore CreateStore(IServiceProvider services, string alias, TaskBackendOptions options)
    {
        var store = DispatchProxy.Create<ITaskStore, Busy>();
        ((Busy)(object)store).Inner = new InMemoryBackendKind().CreateStore(services, alias, options);
        return store;
    }

    // The runtime derives from it.
    internal class Busy : DispatchProxy
    {
        internal ITaskStore Inner { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == nameof(ITaskStore.ListAsync)
                ? ListAsync((TaskFilter)args![0]!, (CancellationToken)args[1]!)
                : targetMethod.Invoke(Inner, args);

        private async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken)
        {
            var page = await Inner.ListAsync(filter, cancellationToken);
            await Inner.CancelAsync([.. page.Take(page.Count / 2).Select(task => task.Id)], cancellationToken);
            return page;
        }
    }
}
