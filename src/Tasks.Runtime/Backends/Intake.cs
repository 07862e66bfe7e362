using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Calls;
using Tasks.Runtime.Serialization;

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

    /// <exception cref="InvalidTaskException">A rule is broken, or an argument cannot be stored.</exception>
    public NewTask Accept(TaskCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        // The rules speak before the serialiser does: their order is part of the contract.
        var bare = Check(rules, call, JsonText.EmptyObject);
        var whole = bare with { Arguments = json.WriteArguments(call.TaskName, call.Arguments) };
        return new(NextId(), rules.Check(whole, call.Method.IsAsync).OrThrow());
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
