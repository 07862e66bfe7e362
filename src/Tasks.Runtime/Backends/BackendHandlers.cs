using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Tasks.Domain.Calls;
using Tasks.Runtime.Observing;
using Tasks.Runtime.Working;

namespace Tasks.Runtime.Backends;

/// <summary>The host's methods, as they run for one backend: with its serialiser options and its services.</summary>
internal sealed class BackendHandlers(ITaskMethods methods, RunPlace place) : ITaskHandlers
{
    private readonly ConcurrentDictionary<TaskName, ITaskHandler> handlers = new();

    public bool TryFind(TaskName name, [NotNullWhen(true)] out ITaskHandler? handler)
    {
        if (handlers.TryGetValue(name, out handler))
        {
            return true;
        }

        if (!methods.TryFind(name, out var method))
        {
            return false;
        }

        handler = handlers.GetOrAdd(name, new Handler(method, place));
        return true;
    }

    public string Backend => place.Backend.Alias;

    public IReadOnlyCollection<TaskName> Names => methods.Names;

    public void Enter() => place.Services.GetService<IAmbientServices>()?.Enter();

    private sealed class Handler(ITaskMethod method, RunPlace place) : ITaskHandler
    {
        public ValueTask<JsonText> RunAsync(Run run) => method.RunAsync(run, place);
    }
}
