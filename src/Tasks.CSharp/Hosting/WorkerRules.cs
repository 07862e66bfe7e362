using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;
using Tasks.Domain.Retaining;
using Tasks.Domain.Working;

namespace Tasks.Hosting;

/// <summary>Checks what a worker was told, and puts it into the domain's words.</summary>
internal static class WorkerRules
{
    private const string AllQueues = "*";

    /// <summary>Every mistake in the options, each with the option's name and what to do.</summary>
    public static IEnumerable<string> FindMistakes(WorkerOptions options, IReadOnlyList<string> aliases)
    {
        if (!aliases.Contains(options.Backend))
        {
            yield return $"{nameof(options.Backend)}: the connection '{options.Backend}' doesn't exist; there are: {string.Join(", ", aliases)}.";
        }

        foreach (var mistake in FindMistakesInQueues(options).Concat(FindMistakesInNumbers(options)))
        {
            yield return mistake;
        }
    }

    public static WorkerSettings SettingsOf(WorkerOptions options, TaskBackendOptions backend) =>
        new(
            options.Concurrency,
            SelectionOf(options),
            options.QueueConcurrency.ToImmutableDictionary(pair => QueueName.Stored(pair.Key), pair => pair.Value),
            options.PollInterval,
            options.LeaseTime,
            MaxTasks: options.MaxTasks,
            Retention: RetentionOf(backend)
        );

    public static WorkerId IdOf(WorkerOptions options)
    {
        var name = options.WorkerId ?? $"{Environment.MachineName}-{Environment.ProcessId}";
        return WorkerId.From(name) ?? WorkerId.From(name[..WorkerId.MaxLength]) ?? default;
    }

    public static string TextOf(QueueSelection queues) => queues.IsOpen ? AllQueues : string.Join(',', queues.Names);

    private static Retention? RetentionOf(TaskBackendOptions backend) =>
        backend is { Retention: null, FailedRetention: null } ? null : new(backend.Retention, backend.FailedRetention ?? backend.Retention);

    private static QueueSelection SelectionOf(WorkerOptions options) =>
        options.Queues.Contains(AllQueues)
            ? QueueSelection.All with
            {
                Excluded = [.. options.ExcludedQueues.Select(QueueName.Stored)],
            }
            : QueueSelection.Only([.. options.Queues.Distinct().Select(QueueName.Stored)]);

    private static IEnumerable<string> FindMistakesInQueues(WorkerOptions options)
    {
        if (options.Queues is null or { Count: 0 } || options.ExcludedQueues is null || options.QueueConcurrency is null)
        {
            yield return $"{nameof(options.Queues)}: name at least one queue, or \"*\" for all; the other lists may be empty, not null.";
            yield break;
        }

        var named = options.Queues.Where(queue => queue != AllQueues).Select(queue => (nameof(options.Queues), queue));
        var excluded = options.ExcludedQueues.Select(queue => (nameof(options.ExcludedQueues), queue));
        var limited = options.QueueConcurrency.Keys.Select(queue => (nameof(options.QueueConcurrency), queue));
        foreach (var (option, queue) in named.Concat(excluded).Concat(limited))
        {
            if (!QueueName.IsPossible(queue))
            {
                yield return $"{option}: {new CallRefusal.ImpossibleQueueName(queue).Sentence}";
            }
        }

        if (options.ExcludedQueues.Count > 0 && !options.Queues.Contains(AllQueues))
        {
            yield return $"{nameof(options.ExcludedQueues)}: queues can only be excluded from all of them; set Queues to \"*\", or leave them out of Queues.";
        }

        foreach (var (queue, limit) in options.QueueConcurrency.Where(pair => pair.Value < 1))
        {
            yield return $"{nameof(options.QueueConcurrency)}: '{queue}' is limited to {limit}; a limit is at least 1.";
        }
    }

    private static IEnumerable<string> FindMistakesInNumbers(WorkerOptions options)
    {
        if (options.Concurrency < 1)
        {
            yield return $"{nameof(options.Concurrency)}: {options.Concurrency} is too small; at least 1.";
        }

        if (options.PollInterval < TimeSpan.Zero || options.PollInterval > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(options.PollInterval)}: {options.PollInterval} is out of range; from zero to a day.";
        }

        if (options.LeaseTime < TimeSpan.FromSeconds(1) || options.LeaseTime > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(options.LeaseTime)}: {options.LeaseTime} is out of range; from a second to a day.";
        }

        if (options.ShutdownTimeout < TimeSpan.Zero && options.ShutdownTimeout != Timeout.InfiniteTimeSpan)
        {
            yield return $"{nameof(options.ShutdownTimeout)}: {options.ShutdownTimeout} is negative; use zero to cancel running tasks at once, Timeout.InfiniteTimeSpan to wait as long as the host does.";
        }

        if (options.WorkerId is { } id && WorkerId.From(id) is null)
        {
            yield return $"{nameof(options.WorkerId)}: '{id}' must be 1 to {WorkerId.MaxLength} characters without control characters.";
        }

        if (options.MaxTasks < 1)
        {
            yield return $"{nameof(options.MaxTasks)}: {options.MaxTasks} is too small; at least 1, or leave it unset.";
        }
    }
}
