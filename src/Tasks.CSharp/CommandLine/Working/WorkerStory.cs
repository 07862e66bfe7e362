using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tasks.CommandLine.Telling;
using Tasks.Hosting;
using Tasks.Runtime.Working;

namespace Tasks.CommandLine.Working;

/// <summary>What a worker tells of itself: that it has begun, that it heard a signal, how it ended.</summary>
internal sealed class WorkerStory(Screen screen, Worker worker, Tally tally, WorkerOrders orders)
{
    /// <summary>Whether a person watches.</summary>
    public bool IsLive => screen.Terminal.IsScreen && !orders.AsJson;

    /// <summary>
    /// The least level of the log: as told. Else nothing beside JSON, which must stay readable, and on a screen only warnings, because the
    /// live line says the rest.
    /// </summary>
    public LogLevel? LevelOfLog =>
        orders.LogLevel
        ?? (
            orders.AsJson ? LogLevel.None
            : IsLive ? LogLevel.Warning
            : null
        );

    public (long Done, long Failed, long Running) Look() => (tally.Done, tally.Failed, Running);

    public void Begin()
    {
        var (id, queues) = (worker.Id.Value, WorkerRules.TextOf(worker.State.Settings.Queues));
        if (orders.AsJson)
        {
            Tell(
                "started",
                json =>
                {
                    json.WriteString("backend", orders.Options.Backend);
                    json.WriteString("queues", queues);
                    json.WriteNumber("concurrency", orders.Options.Concurrency);
                }
            );
            return;
        }

        screen.Line(
            $"Worker {id} serves queues {queues} of backend {orders.Options.Backend}, {Words.Tasks(orders.Options.Concurrency)} at once."
                + (IsLive ? " Ctrl+C ends it." : "")
        );
    }

    public void Heard(string? signal, bool isSecond)
    {
        if (orders.AsJson)
        {
            return;
        }

        var heard = signal is null ? "Asked to end" : $"Received {signal}";
        var running = Running == 0 ? "nothing runs" : $"{Words.Tasks(Running)} {(Running == 1 ? "runs" : "run")}";
        var what =
            isSecond ? $"{heard}: {running}; cancelled and given back."
            : Running == 0 ? $"{heard}: claims nothing more; {running}."
            : $"{heard}: claims nothing more; {running}. Once more cancels what runs and gives it back.";
        screen.Trouble((IsLive ? "\n" : "") + what);
    }

    public void End(bool isGraceful, int exitCode)
    {
        if (orders.AsJson)
        {
            Tell(
                "ended",
                json =>
                {
                    json.WriteBoolean("graceful", isGraceful);
                    json.WriteNumber("exitCode", exitCode);
                    json.WriteNumber("done", tally.Done);
                    json.WriteNumber("failed", tally.Failed);
                    json.WriteNumber("retried", tally.Retried);
                    json.WriteNumber("cancelled", tally.Cancelled);
                }
            );
            return;
        }

        screen.Line(
            $"Worker {worker.Id.Value} has ended{(isGraceful ? "" : " by force")}: {Words.Number(tally.Done)} done, {Words.Number(tally.Failed)} failed, "
                + $"{Words.Number(tally.Retried)} to be retried, {Words.Number(tally.Cancelled)} cancelled."
        );
    }

    private long Running => worker.State.Counts.Running + worker.State.StuckCount;

    private void Tell(string what, Action<Utf8JsonWriter> facts) =>
        screen.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("event", what);
            json.WriteString("workerId", worker.Id.Value);
            facts(json);
            json.WriteEndObject();
        });
}
