using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>Says less: what a shrinker tries in place of what a generator made.</summary>
internal static class Plain
{
    public static IEnumerable<NewTask> Tasks(NewTask task) => Calls(task.Call).Select(call => task with { Call = call });

    public static IEnumerable<Call> Calls(Call call)
    {
        var definition = call.Definition;
        Call[] plainer =
        [
            Some.Call,
            call with
            {
                Definition = Some.Call.Definition with { Queue = definition.Queue, Priority = definition.Priority },
            },
            call with
            {
                Definition = definition with { Queue = QueueName.Default },
            },
            call with
            {
                Definition = definition with { Priority = TaskPriority.Normal },
            },
            call with
            {
                Definition = definition with { Retry = RetryPolicy.Default, TimeLimit = null, Name = Some.Call.Definition.Name },
            },
            call with
            {
                Timing = Timing.Now,
            },
            call with
            {
                Arguments = JsonText.EmptyObject,
            },
        ];
        return plainer.Where(other => other != call).Distinct();
    }

    public static IEnumerable<ExchangeRequest> Exchanges(ExchangeRequest request) =>
        [
            .. Without(request.Settlements).Select(settlements => request with { Settlements = settlements }),
            .. Without(request.Starts).Select(starts => request with { Starts = starts }),
            .. request
                .Settlements.Select((settlement, index) => (settlement, index))
                .Where(at => at.settlement.Metadata is not null)
                .Select(at =>
                    request with
                    {
                        Settlements =
                        [
                            .. request.Settlements.Select((old, index) => index == at.index ? old with { Metadata = null } : old),
                        ],
                    }
                ),
            .. Claims(request.Claim).Select(claim => request with { Claim = claim }),
        ];

    private static IEnumerable<ClaimRequest?> Claims(ClaimRequest? claim)
    {
        if (claim is null)
        {
            return [];
        }

        ClaimRequest?[] plainer =
        [
            null,
            claim with
            {
                Queues = QueueSelection.All,
            },
            claim with
            {
                Queues = claim.Queues with { Limits = ImmutableDictionary<QueueName, int>.Empty },
            },
            claim with
            {
                After = null,
            },
            claim with
            {
                MaxBytes = ClaimRequest.DefaultMaxBytes,
            },
            claim with
            {
                StartNow = claim.Count,
            },
            claim with
            {
                Count = 1,
                StartNow = Math.Min(1, claim.StartNow),
            },
        ];
        return plainer.Where(other => other != claim);
    }

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> items) =>
        items.Select((_, index) => (IReadOnlyList<T>)[.. items.Where((_, other) => other != index)]);
}
