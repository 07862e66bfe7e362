#nullable enable
#pragma warning disable CS1591
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Tasks.Generation
{
    public abstract class VoidTaskHandle : TaskHandle
    {
        protected VoidTaskHandle(TaskDescription description)
            : base(description) { }

        protected VoidTaskHandle(TaskHandle original, CallOptions options)
            : base(original, options) { }

        public sealed override async System.Threading.Tasks.Task<object?> RunStoredAsync(string json, CancellationToken cancellationToken)
        {
            await using var run = new TaskRun(json, Ambient, cancellationToken);
            await RunAsync(run);
            return null;
        }

        protected abstract ValueTask RunAsync(TaskRun run);
    }

    public sealed class TaskDescription
    {
        public TaskDescription(string name) => Name = name;

        public string Name { get; }
        public string[] FormerNames { get; init; } = new string[0];
        public int Priority { get; init; }
        public string Queue { get; init; } = "default";
        public string Backend { get; init; } = "default";
        public int MaxAttempts { get; init; } = 1;
        public double RetryDelaySeconds { get; init; }
        public RetryBackoff RetryBackoff { get; init; }
        public Type[] DoNotRetryOn { get; init; } = new Type[0];
        public double TimeoutSeconds { get; init; }
        public int MaxCrashes { get; init; } = 3;
        public bool IsAsync { get; init; }
        public bool TakesContext { get; init; }
    }

    public sealed class CallOptions
    {
        public string Text { get; init; } = "";
    }

    public abstract record TaskArguments
    {
        public abstract void Write(ArgumentWriter writer);
    }

    public sealed class ArgumentWriter
    {
        private readonly JsonObject json = new JsonObject();

        public static string ToJson(TaskArguments arguments)
        {
            var writer = new ArgumentWriter();
            arguments.Write(writer);
            return writer.json.ToJsonString();
        }

        public void Write<T>(string name, T value) => json[name] = JsonSerializer.SerializeToNode(value, TaskRun.Options);
    }

    public sealed class TaskRun : IAsyncDisposable
    {
        internal static readonly JsonSerializerOptions Options = new JsonSerializerOptions
        {
            NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };

        private readonly JsonElement json;
        private readonly List<object> owned = new List<object>();

        internal TaskRun(string json, IServiceProvider services, CancellationToken cancellationToken) =>
            (this.json, Services, CancellationToken) = (JsonDocument.Parse(json).RootElement, services, cancellationToken);

        public T Read<T>(string name) => json.GetProperty(name).Deserialize<T>(Options)!;

        public T ReadOr<T>(string name, T fallback) => json.TryGetProperty(name, out var value) ? value.Deserialize<T>(Options)! : fallback;

        public TaskContext Context { get; } = new TaskContext();
        public CancellationToken CancellationToken { get; }
        public IServiceProvider Services { get; }

        public T Own<T>(T instance)
        {
            owned.Add(instance!);
            return instance;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var instance in owned)
            {
                if (instance is IAsyncDisposable asynchronous)
                    await asynchronous.DisposeAsync();
                else if (instance is IDisposable disposable)
                    disposable.Dispose();
            }
        }
    }

    public static class TaskCatalog
    {
        private static readonly Dictionary<Type, Func<TaskHandle[]>> Modules = new Dictionary<Type, Func<TaskHandle[]>>();

        public static void Add(Type module, Func<TaskHandle[]> handles, params Type[] modules) => Modules[module] = handles;

        public static IEnumerable<TaskHandle> Handles
        {
            get
            {
                foreach (var handles in Modules.Values)
                foreach (var handle in handles())
                    yield return handle;
            }
        }
    }

    [AttributeUsage(AttributeTargets.Assembly)]
    public sealed class TaskModuleAttribute : Attribute
    {
        public TaskModuleAttribute(Type module) => Module = module;

        public Type Module { get; }
    }
}
