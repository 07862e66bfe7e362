// What generated code is compiled against until it can be the facade itself: same names, the least that runs.
#nullable enable
#pragma warning disable CS1591
using System;
using System.ComponentModel;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Tasks.Generation;

namespace Tasks
{
    public enum RetryBackoff
    {
        None,
        Fixed,
        Linear,
        Exponential,
    }

    [AttributeUsage(AttributeTargets.Method, Inherited = false)]
    public sealed class TaskAttribute : Attribute
    {
        public string? Name { get; set; }
        public string[]? FormerNames { get; set; }
        public int Priority { get; set; }
        public string? Queue { get; set; }
        public string? Backend { get; set; }
        public int MaxAttempts { get; set; } = 1;
        public double RetryDelaySeconds { get; set; }
        public RetryBackoff RetryBackoff { get; set; }
        public Type[]? DoNotRetryOn { get; set; }
        public double TimeoutSeconds { get; set; }
        public int MaxCrashes { get; set; } = 3;
    }

    public class TaskCall
    {
        public TaskCall(TaskHandle handle, TaskArguments arguments) => (Handle, Arguments) = (handle, arguments);

        public TaskHandle Handle { get; }
        public TaskArguments Arguments { get; }
        public string Json => ArgumentWriter.ToJson(Arguments);
    }

    public class TaskCall<TResult> : TaskCall
    {
        public TaskCall(TaskHandle handle, TaskArguments arguments)
            : base(handle, arguments) { }
    }

    public class TaskResult { }

    public class TaskResult<T> : TaskResult
    {
        public T ReturnValue { get; set; } = default!;
    }

    public sealed class TaskContext
    {
        public string Id => "the run";
    }

    public abstract class TaskHandle
    {
        protected TaskHandle(TaskDescription description) => Description = description;

        protected TaskHandle(TaskHandle original, CallOptions options) => (Description, CallOptions) = (original.Description, options);

        public TaskDescription Description { get; }
        public CallOptions? CallOptions { get; }
        public string Name => Description.Name;
        public static IServiceProvider Ambient { get; set; } = new NoServices();

        protected static CallOptions Options(int? priority, string? queue, string? backend, DateTimeOffset? runAfter, TimeSpan? delay) =>
            new CallOptions { Text = priority + "|" + queue + "|" + backend + "|" + runAfter + "|" + delay };

        protected static CallOptions Options(DbTransaction transaction) => new CallOptions { Text = "transaction" };

        protected TaskCall CreateCall(TaskArguments arguments) => new TaskCall(this, arguments);

        protected async System.Threading.Tasks.Task<TaskResult> EnqueueAsync(TaskCall call, CancellationToken cancellationToken)
        {
            await RunStoredAsync(call.Json, cancellationToken);
            return new TaskResult();
        }

        protected TaskRun RunHere(CancellationToken cancellationToken) => new TaskRun("{}", Ambient, cancellationToken);

        public abstract System.Threading.Tasks.Task<object?> RunStoredAsync(string json, CancellationToken cancellationToken);

        private sealed class NoServices : IServiceProvider
        {
            public object? GetService(Type serviceType) => null;
        }
    }

    public abstract class TaskHandle<TResult> : TaskHandle
    {
        protected TaskHandle(TaskDescription description)
            : base(description) { }

        protected TaskHandle(TaskHandle original, CallOptions options)
            : base(original, options) { }

        protected new TaskCall<TResult> CreateCall(TaskArguments arguments) => new TaskCall<TResult>(this, arguments);

        protected async System.Threading.Tasks.Task<TaskResult<TResult>> EnqueueAsync(
            TaskCall<TResult> call,
            CancellationToken cancellationToken
        ) => new TaskResult<TResult> { ReturnValue = (TResult)(await RunStoredAsync(call.Json, cancellationToken))! };

        public sealed override async System.Threading.Tasks.Task<object?> RunStoredAsync(string json, CancellationToken cancellationToken)
        {
            await using var run = new TaskRun(json, Ambient, cancellationToken);
            return await RunAsync(run);
        }

        protected abstract ValueTask<TResult> RunAsync(TaskRun run);
    }
}
