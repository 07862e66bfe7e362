using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Calls;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Telemetry;

namespace Tasks.Runtime.Backends;

/// <summary>Takes calls in for one backend: the domain checks them, the serialiser writes their arguments, each gets its id.</summary>
internal sealed class Intake
{
    private readonly BackendRules rules;
    private readonly TaskJson json;
    private readonly Func<string> newId;

    public Intake(TaskBackendFeatures features, TaskBackendOptions options, TaskJson json)
    {
        rules = RulesOf(features, options.Queues, options.MaxArgumentBytes);
        this.json = json;
        newId = options.NewId ?? TaskIds.Next;
    }

    public static BackendRules RulesOf(TaskBackendFeatures features, IEnumerable<string> queues, int maxArgumentBytes)
    {
        var names = queues.Select(queue => QueueName.From(queue).OrThrow()).ToArray();
        return new(
            features.SupportsAsyncTask,
            features.SupportsPriority,
            features.SupportsDefer,
            new ValueList<QueueName>(names),
            maxArgumentBytes
        );
    }

    /// <summary>Takes in calls of one enqueue: they carry the trace that is current.</summary>
    /// <exception cref="InvalidTaskException">A rule is broken, or an argument cannot be stored.</exception>
    public NewTask[] Accept(TaskCall[] calls)
    {
        var trace = TraceText.Current;
        var tasks = new NewTask[calls.Length];
        for (var index = 0; index < tasks.Length; index++)
        {
            tasks[index] = Accept(calls[index], trace);
        }

        return tasks;
    }

    /// <inheritdoc cref="Accept(TaskCall[])"/>
    public NewTask Accept(TaskCall call) => Accept(call, TraceText.Current);

    private NewTask Accept(TaskCall call, string? trace)
    {
        ArgumentNullException.ThrowIfNull(call);
        // The rules speak before the serialiser does: their order is part of the contract.
        var bare = Check(rules, call, JsonText.EmptyObject);
        var whole = bare with { Arguments = json.WriteArguments(call.TaskName, call.Arguments), Trace = trace };
        return new(NextId(), rules.Check(whole, call.Method.IsAsync).OrThrow());
    }

    /// <summary>
    /// Sees that what a store answered is what it was given. A store takes an id that it has already for the same enqueue once more; if the
    /// task is another, then somebody's own <c>NewId</c> repeats itself, and its caller would wait for the wrong task.
    /// </summary>
    /// <exception cref="InvalidTaskException">An id is another task's.</exception>
    public static void RefuseTaken(IReadOnlyList<NewTask> given, IReadOnlyList<TaskRecord> stored)
    {
        for (var index = 0; index < given.Count; index++)
        {
            var (id, call) = given[index];
            var found = stored[index].Call;
            if (found.Definition.Name != call.Definition.Name || found.Arguments != call.Arguments)
            {
                throw new InvalidTaskException(
                    $"NewId gave '{id.Value}', which is the id of another task: it must give a new id each time."
                );
            }
        }
    }

    public static Call Check(BackendRules rules, TaskCall call, JsonText arguments) =>
        rules.Check(new(call.Terms.Definition, arguments, call.Terms.Timing), call.Method.IsAsync).OrThrow();

    private TaskId NextId()
    {
        var text = newId();
        return TaskId.From(text)
            ?? throw new InvalidTaskException($"NewId gave '{text}': an id is 1 to 64 characters without control characters.");
    }
}
