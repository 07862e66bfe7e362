using System.CommandLine;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Telling;
using Tasks.Domain.Calls;
using Tasks.Domain.Retaining;
using Tasks.Domain.Working;
using Tasks.Runtime.Stores;

namespace Tasks.CommandLine.Acting;

/// <summary>Deletes finished tasks that have been kept long enough, a bounded step at a time.</summary>
internal sealed class PruneVerb : Verb
{
    private const int UsualDays = 14;

    private readonly RuledOption<string> backend;

    private readonly RuledOption<string[]?> queues = Rules
        .Queues("--queue-name", "The queues whose tasks are deleted; '*' for all.", orAll: true)
        .Or(["*"]);

    private readonly RuledOption<int?> days = Rules
        .Count("--min-age-days", "DAYS", "How long after their end tasks are kept.", 0)
        .Or(UsualDays);

    private readonly RuledOption<int?> failedDays = Rules.Count(
        "--failed-min-age-days",
        "DAYS",
        "The same for failed tasks; as the others unless given.",
        0
    );

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Only counts what would be deleted." };

    public PruneVerb(Desk desk)
        : base(
            desk,
            "prune",
            "Deletes tasks that ended long enough ago. What has not ended is kept whatever its age.",
            "prune --min-age-days 30",
            "prune --queue-name mail --failed-min-age-days 90",
            "prune --dry-run --json"
        )
    {
        backend = CommonOptions.BackendOf(desk);
        Options.Add(backend);
        Options.Add(queues);
        Options.Add(days);
        Options.Add(failedDays);
        Options.Add(dryRun);
    }

    protected override async Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var store = Desk.StoreOf(answers.GetValue(backend)!).Store;
        var isDryRun = answers.GetValue(dryRun);
        var kept = answers.GetValue(days) ?? UsualDays;
        var failedKept = answers.GetValue(failedDays) ?? kept;
        var named = answers.GetValue(queues) ?? ["*"];
        QueueName?[] only = named.Contains("*") ? [null] : [.. named.Distinct().Select(queue => (QueueName?)QueueName.Stored(queue))];
        var count = 0L;
        foreach (var queue in only)
        {
            var retention = new Retention(Days(kept), Days(failedKept), queue);
            count += await WalkAsync(store, retention, isDryRun, cancellationToken);
        }

        Tell(count, isDryRun, answers.WantsJson());
        return ExitCode.Well;
    }

    // Further back than the calendar lies nothing: a larger age keeps all, as it should.
    private static TimeSpan Days(int days) => TimeSpan.FromDays(Math.Min(days, 3_000_000));

    private async Task<long> WalkAsync(ITaskStore store, Retention retention, bool isDryRun, CancellationToken cancellationToken)
    {
        var request = new PruneRequest(retention, null, WorkerSettings.PruneLook, isDryRun);
        var count = 0L;
        while (true)
        {
            var begun = Desk.Time.GetTimestamp();
            var answer = await store.PruneAsync(request, cancellationToken);
            count += answer.Count;
            if (answer.LookedTo is null)
            {
                return count;
            }

            request = request with { After = answer.LookedTo };
            // Others want the store too: three quarters of the time it is theirs.
            await Task.Delay(3 * Desk.Time.GetElapsedTime(begun), Desk.Time, cancellationToken);
        }
    }

    private void Tell(long count, bool isDryRun, bool asJson)
    {
        if (!asJson)
        {
            Desk.Screen.Line($"{(isDryRun ? "Would delete" : "Deleted")} {Words.Tasks(count)}.");
            return;
        }

        Desk.Screen.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber(isDryRun ? "wouldDelete" : "deleted", count);
            json.WriteEndObject();
        });
    }
}
