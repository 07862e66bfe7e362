using Tasks.Domain.Leasing;
using Tasks.Domain.Working;

namespace Tasks.Simulation;

/// <summary>The last things that happened, for a person. Kept only when a seed that failed is run again.</summary>
internal sealed class Trace(Timeline timeline, int length)
{
    private readonly Queue<string> lines = new();

    public void Note(string text)
    {
        lines.Enqueue(FormattableString.Invariant($"{timeline.Now.TotalSeconds, 9:0.000}  {text}"));
        if (lines.Count > length)
        {
            lines.Dequeue();
        }
    }

    public void Note(SimulatedWorker worker, IReadOnlyList<Observation> observations, IReadOnlyList<Effect> effects)
    {
        foreach (var observation in observations.Where(observation => !IsRoutine(observation)))
        {
            Note($"{worker.Name} <- {Short(observation)}");
        }

        foreach (var effect in effects.Where(effect => !IsRoutine(effect)))
        {
            Note($"{worker.Name} -> {Short(effect)}");
        }
    }

    public override string ToString() => string.Join(Environment.NewLine, lines);

    private static bool IsRoutine(Observation observation) =>
        observation
            is Observation.Beaten
                ({ IsAccepted: true, CancelRequests.Count: 0 })
                or Observation.Exchanged
                ({ Standing: SessionStanding.Live, Settled.Count: 0, Claimed.Count: 0, CancelRequests.Count: 0 })
                or Observation.Swept
                ({ Lost.Count: 0, Changes.Count: 0 });

    private static bool IsRoutine(Effect effect) =>
        effect
            is Effect.SleepUntil
                or Effect.Tell
                or Effect.Beat
                or Effect.Sweep
                or Effect.Exchange
                ({ Settlements.Count: 0, Starts.Count: 0 });

    private static string Short(Observation observation) =>
        observation switch
        {
            Observation.Exchanged(var answer) =>
                $"Exchanged {answer.Standing}, settled [{string.Join(' ', answer.Settled.Select(settled => settled.Verdict))}], claimed [{string.Join(' ', answer.Claimed.Select(task => $"{task.Id}/{task.Lease}"))}], next due {answer.NextDueAt}",
            Observation.Swept(var answer) =>
                $"Swept lost [{string.Join(' ', answer.Lost)}], took [{string.Join(' ', answer.Changes.Select(change => $"{change.Becomes.Id}/{change.UnderLease}"))}]",
            Observation.Reconciled(var answer) =>
                $"Reconciled {answer.Standing}, released [{string.Join(' ', answer.Released)}], gone [{string.Join(' ', answer.Gone)}]",
            _ => Cut(observation.ToString()),
        };

    private static string Short(Effect effect) =>
        effect switch
        {
            Effect.Exchange(var request) =>
                $"Exchange turn {request.Turn}, settle [{string.Join(' ', request.Settlements.Select(one => $"{one.Hold.Id}/{one.Hold.Lease} {one.Outcome.GetType().Name}"))}], starts [{string.Join(' ', request.Starts)}], claim {request.Claim?.Count ?? 0}",
            Effect.Reconcile(_, var turn, var held) => $"Reconcile turn {turn}, held [{string.Join(' ', held)}]",
            Effect.Invoke(var task) => $"Invoke {task.Id}/{task.Lease}",
            _ => Cut(effect.ToString()),
        };

    private static string Cut(string text) => text.Length > 160 ? text[..160] + "…" : text;
}
