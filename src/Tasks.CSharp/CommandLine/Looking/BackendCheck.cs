using Microsoft.Extensions.DependencyInjection;
using Tasks.CommandLine.Telling;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Health;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Stores;
using Tasks.Runtime.Working;

namespace Tasks.CommandLine.Looking;

/// <summary>Looks at one backend.</summary>
internal static class BackendCheck
{
    /// <summary>How many of the newest waiting tasks are looked at for names that nobody knows.</summary>
    private const int Looked = 1_000;

    private const int Page = 100;

    // No store keeps a check waiting for longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<BackendFinding> LookAsync(Desk desk, string alias, CancellationToken cancellationToken)
    {
        var kind = desk.Plan.Find(alias).Kind;
        try
        {
            return desk.Services.GetRequiredService<ITaskBackends>().Get(alias) is StoreBackend backend
                ? new(alias, kind, await ProblemsAsync(desk, backend.Store, cancellationToken))
                : new(alias, kind, []);
        }
        catch (TaskException failure)
        {
            return new(alias, kind, [failure.Message]);
        }
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(Desk desk, ITaskStore store, CancellationToken cancellationToken)
    {
        var answers = await StoreAnswers.AskAsync(store, Patience, desk.Time, cancellationToken);
        if (answers.Trouble is { } trouble)
        {
            return [trouble];
        }

        var problems = new List<string>(answers.Inspection?.Warnings ?? []);
        var methods = desk.Services.GetRequiredService<ITaskMethods>();
        var workers = await store.SessionsAsync(cancellationToken);
        foreach (var (name, count) in await WaitingAsync(store, cancellationToken))
        {
            if (!methods.TryFind(name, out _) && !IsKnownElsewhere(name, workers))
            {
                problems.Add(
                    $"{Words.Tasks(count)} named '{name}' {(count == 1 ? "waits" : "wait")}, and neither this app nor a live worker knows the name: "
                        + "register it, or name it in FormerNames."
                );
            }
        }

        return problems;
    }

    private static bool IsKnownElsewhere(TaskName name, SessionsAnswer workers) =>
        workers.Sessions.Any(session => session.IsLiveAt(workers.At) && session.Profile.Names is { } names && names.Contains(name));

    private static async Task<Dictionary<TaskName, int>> WaitingAsync(ITaskStore store, CancellationToken cancellationToken)
    {
        var names = new Dictionary<TaskName, int>();
        var wanted = new TaskFilter(Status.Ready, Limit: Page);
        for (var looked = 0; looked < Looked; looked += Page)
        {
            var page = await store.ListAsync(wanted, cancellationToken);
            foreach (var task in page)
            {
                var name = task.Call.Definition.Name;
                names[name] = names.GetValueOrDefault(name) + 1;
            }

            if (page.Count < Page)
            {
                break;
            }

            // At the place of the last one, and not by counting: what has been started meanwhile no longer waits.
            wanted = wanted with
            {
                ListedAfter = page[^1].Id,
            };
        }

        return names;
    }
}
