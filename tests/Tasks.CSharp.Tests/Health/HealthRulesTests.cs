using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Health;
using Tasks.Runtime.Stores;

namespace Tasks.CSharp.Tests.Health;

[Trait("Spec", "OBS-3")]
public sealed class HealthRulesTests
{
    private static readonly Instant Noon = Instant.From(DateTimeOffset.Parse("2026-01-01T12:00:00Z", null));
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public static TheoryData<string, HealthStatus, string?> Workers =>
        new()
        {
            { "slots 4, stuck 0, beat 3 s ago", HealthStatus.Healthy, null },
            { "slots 4, stuck 0, beat 30 s ago", HealthStatus.Healthy, null },
            {
                "slots 4, stuck 0, beat 31 s ago",
                HealthStatus.Unhealthy,
                "main: worker w has had no beat accepted for 31 s: its store is out of reach, or the process is starved."
            },
            {
                "slots 4, stuck 1, beat 3 s ago",
                HealthStatus.Degraded,
                "main: worker w: 1 of 4 slots are taken by methods that do not heed their tokens."
            },
            {
                "slots 4, stuck 4, beat 3 s ago",
                HealthStatus.Unhealthy,
                "main: worker w does nothing: all of its 4 slots are taken by methods that do not heed their tokens. Restart the process."
            },
            { "slots 4, stuck 0, beat 99 s ago, Asked", HealthStatus.Healthy, null },
            {
                "slots 4, stuck 0, beat 3 s ago, Broken",
                HealthStatus.Unhealthy,
                "main: worker w has ended, and nobody told it to: the log says why. Restart the process."
            },
        };

    [Theory, MemberData(nameof(Workers))]
    public void A_worker_is_well_while_it_beats_and_has_slots(string worker, HealthStatus status, string? sentence)
    {
        var words = worker.Split([' ', ',']);
        var end = Enum.TryParse<WorkerEnd>(words[^1], out var parsed) ? parsed : (WorkerEnd?)null;
        var beat = TimeSpan.FromSeconds(int.Parse(words[7], null));
        var facts = new WorkerFacts("w", int.Parse(words[1], null), 2, int.Parse(words[4], null), beat, TimeSpan.FromSeconds(30), end);

        var findings = HealthRules.Judge("main", 0, facts);

        Assert.Equal((status, sentence), (findings.Status, findings.Sentences.SingleOrDefault()));
        Assert.Equal(
            ("w", facts.Slots, 2, facts.Stuck, beat.TotalSeconds),
            (
                findings.Data["main.worker.0.id"],
                findings.Data["main.worker.0.slots"],
                findings.Data["main.worker.0.running"],
                findings.Data["main.worker.0.stuck"],
                findings.Data["main.worker.0.since_beat_seconds"]
            )
        );
    }

    [Theory]
    [InlineData(15, null)]
    [InlineData(16, "main: a task of queue 'slow' has been due for 960 s: too few workers serve it, or none.")]
    public void A_task_that_has_been_due_for_too_long_is_found(int minutes, string? sentence)
    {
        var findings = HealthRules.Judge("main", Standing("slow", TimeSpan.FromMinutes(minutes)), Quarter);

        Assert.Equal(sentence, findings.Sentences.SingleOrDefault());
        Assert.Equal(sentence is null ? HealthStatus.Healthy : HealthStatus.Degraded, findings.Status);
        Assert.Equal(
            (3L, 2L, 1L, minutes * 60.0),
            (
                findings.Data["main.due"],
                findings.Data["main.later"],
                findings.Data["main.running"],
                findings.Data["main.oldest_ready_seconds"]
            )
        );
    }

    [Fact]
    public void A_queue_that_somebody_paused_may_wait_and_so_may_any_if_nobody_minds()
    {
        var paused = Standing("slow", TimeSpan.FromDays(1), new Pauses(1, [QueueName.Stored("slow")]));

        Assert.Equal(HealthStatus.Healthy, HealthRules.Judge("main", paused, Quarter).Status);
        Assert.Equal(HealthStatus.Healthy, HealthRules.Judge("main", Standing("slow", TimeSpan.FromDays(1)), null).Status);
    }

    [Fact]
    public void A_store_that_did_not_answer_is_unhealthy_and_one_that_warns_is_degraded()
    {
        var away = HealthRules.Judge("main", new(null, null, "The store is away."), Quarter);
        var warning = new StoreInspection(Noon, ["One.", "Two."], [new("tasks.store.dead_rows", "{row}", "Dead.", 5)]);
        var warned = HealthRules.Judge("main", new(null, warning, null), Quarter);

        Assert.Equal((HealthStatus.Unhealthy, "main: The store is away."), (away.Status, away.Sentences.Single()));
        Assert.Equal(HealthStatus.Degraded, warned.Status);
        Assert.Equal(["main: One.", "main: Two."], warned.Sentences);
        Assert.Equal(5.0, warned.Data["main.tasks.store.dead_rows"]);
    }

    private static StoreAnswers Standing(string queue, TimeSpan age, Pauses pauses = default) =>
        new(new(Noon, [new(QueueName.Stored(queue), 3, 2, 1, Noon + -age), new(QueueName.Stored("b"), 0, 0, 0, null)], pauses), null, null);
}
