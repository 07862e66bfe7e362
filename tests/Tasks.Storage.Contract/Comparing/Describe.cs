using System.Globalization;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>Operations as a person reads them: only what is out of the ordinary is said.</summary>
internal static class Describe
{
    private const int LongestJson = 60;

    public static string Call(Call call)
    {
        var parts = new List<string>();
        var definition = call.Definition;
        Add(parts, definition.Queue != QueueName.Default, $"queue '{definition.Queue}'");
        Add(parts, definition.Priority != TaskPriority.Normal, $"priority {definition.Priority}");
        Add(parts, definition.Name != Some.Call.Definition.Name, $"name '{definition.Name}'");
        Add(parts, definition.Retry != RetryPolicy.Default, $"{definition.Retry}");
        Add(parts, definition.TimeLimit is not null, $"time limit {definition.TimeLimit}");
        Add(parts, call.Timing != Timing.Now, $"{call.Timing}");
        Add(parts, call.Arguments != JsonText.EmptyObject, Json(call.Arguments));
        return parts.Count == 0 ? "plain" : string.Join(", ", parts);
    }

    public static string Exchange(ExchangeRequest request)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"exchange of {request.Session} turn {request.Turn}") };
        parts.AddRange(request.Settlements.Select(Settlement));
        parts.AddRange(request.Starts.Select(start => $"started {Hold(start)}"));
        Add(parts, request.Claim is not null, request.Claim is { } claim ? Claim(claim) : "");
        return string.Join("; ", parts);
    }

    public static string Settlement(Settlement settlement) =>
        $"settle {Hold(settlement.Hold)} {Outcome(settlement.Outcome)}"
        + (settlement.Metadata is { } metadata ? $" with metadata {Json(metadata)}" : "");

    public static string Hold(Hold hold) => string.Create(CultureInfo.InvariantCulture, $"{hold.Id}/{hold.Lease}");

    public static string Json(JsonText json) =>
        json.ToString() is { Length: > LongestJson } text
            ? string.Create(CultureInfo.InvariantCulture, $"{text[..LongestJson]}… ({json.ByteCount} bytes)")
            : json.ToString();

    private static string Outcome(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded(var value) => $"succeeded with {Json(value)}",
            Outcome.Failed(var failure) => $"failed{Failure(failure)}",
            Outcome.Retried(var failure, var delay) => $"failed{Failure(failure)}, again after {delay}",
            Outcome.Postponed(var delay) => $"postponed for {delay}",
            _ => "given back",
        };

    private static string Failure(Failure failure) => failure == Some.Failure ? "" : $" with {Json(JsonText.From(failure.ToString()))}";

    private static string Claim(ClaimRequest claim)
    {
        var parts = new List<string>();
        Add(parts, claim.StartNow < claim.Count, string.Create(CultureInfo.InvariantCulture, $"starting {claim.StartNow}"));
        Add(parts, !claim.Queues.IsOpen, $"of queues [{string.Join(", ", claim.Queues.Names)}]");
        Add(parts, !claim.Queues.Excluded.IsEmpty, $"but not of [{string.Join(", ", claim.Queues.Excluded)}]");
        Add(
            parts,
            !claim.Queues.Limits.IsEmpty,
            $"at most [{string.Join(", ", claim.Queues.Limits.Select(limit => $"{limit.Value.ToString(CultureInfo.InvariantCulture)} of {limit.Key}"))}]"
        );
        Add(parts, claim.After is not null, $"after '{claim.After}'");
        Add(
            parts,
            claim.MaxBytes != ClaimRequest.DefaultMaxBytes,
            string.Create(CultureInfo.InvariantCulture, $"within {claim.MaxBytes} bytes")
        );
        return string.Join(" ", parts.Prepend(string.Create(CultureInfo.InvariantCulture, $"claim {claim.Count}")));
    }

    private static void Add(List<string> parts, bool isWorthSaying, string part)
    {
        if (isWorthSaying)
        {
            parts.Add(part);
        }
    }
}
