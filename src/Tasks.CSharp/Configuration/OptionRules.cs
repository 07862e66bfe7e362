using Tasks.Domain.Calls;

namespace Tasks.Configuration;

/// <summary>What holds for the options of every backend; a kind of store adds its own.</summary>
internal static class OptionRules
{
    private const string Options = "Options:";

    /// <summary>Notes every mistake of an alias, and completes its prefix.</summary>
    /// <param name="backend">The alias.</param>
    /// <param name="places">Where the aliases before it are stored.</param>
    public static void Check(PlannedBackend backend, Dictionary<string, string> places)
    {
        if (backend.Registration is not { } registration)
        {
            return;
        }

        var options = registration.Options;
        CheckQueues(backend, options.Queues);
        CheckSize(backend, nameof(options.MaxArgumentBytes), options.MaxArgumentBytes);
        CheckSize(backend, nameof(options.MaxResultBytes), options.MaxResultBytes);
        CheckAge(backend, nameof(options.Retention), options.Retention);
        CheckAge(backend, nameof(options.FailedRetention), options.FailedRetention);
        if (registration.Store is { } kind)
        {
            CheckStore(backend, kind, options, places);
        }
    }

    private static void CheckQueues(PlannedBackend backend, IList<string>? queues)
    {
        if (queues is null)
        {
            backend.Blame("Queues", "must be a list of queue names; leave it empty for any.");
            return;
        }

        foreach (var queue in queues)
        {
            QueueName.From(queue).Match(_ => { }, refusal => backend.Blame("Queues", refusal.Sentence));
        }
    }

    private static void CheckSize(PlannedBackend backend, string option, int bytes)
    {
        if (bytes < 1)
        {
            backend.Blame(Options + option, "must be at least 1 byte.");
        }
    }

    private static void CheckAge(PlannedBackend backend, string option, TimeSpan? age)
    {
        if (age < TimeSpan.Zero)
        {
            backend.Blame(Options + option, "must be zero or more; leave it unset to keep tasks for ever.");
        }
    }

    private static void CheckStore(
        PlannedBackend backend,
        TaskBackendKind kind,
        TaskBackendOptions options,
        Dictionary<string, string> places
    )
    {
        options.Prefix ??= backend.Alias == TasksBuilder.DefaultAlias ? "tasks_" : $"tasks_{backend.Alias}_";
        foreach (var mistake in kind.FindMistakes(options))
        {
            backend.Mistakes.Add($"{backend.Path}:{Options}{mistake}");
        }

        if (backend.Mistakes.Count > 0 || kind.PlaceOf(options) is not { } place)
        {
            return;
        }

        if (!places.TryAdd(place, backend.Alias))
        {
            backend.Blame(
                Options + nameof(options.Prefix),
                $"the alias '{places[place]}' has the prefix '{options.Prefix}' in the same store; give each its own."
            );
        }
    }
}
