using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory.Tests.Faulty;

/// <summary>Mishears what an exchange asks, or misreports what came of it.</summary>
internal sealed class FaultyExchange(
    ITaskStore inner,
    Func<ITaskStore, ExchangeRequest, Task<ExchangeRequest>> mishear,
    Func<ExchangeAnswer, ExchangeAnswer> misreport
) : DelegatingStore(inner)
{
    public override async Task<ExchangeAnswer> ExchangeAsync(ExchangeRequest request, CancellationToken cancellationToken) =>
        misreport(await Inner.ExchangeAsync(await mishear(Inner, request), cancellationToken));

    public static Func<ITaskStore, ITaskStore> Mishearing(Func<ExchangeRequest, ExchangeRequest> mishear) =>
        inner => new FaultyExchange(inner, (_, request) => Task.FromResult(mishear(request)), answer => answer);

    public static Func<ITaskStore, ITaskStore> MishearingClaims(Func<ClaimRequest, ClaimRequest> mishear) =>
        Mishearing(request => request with { Claim = request.Claim is { } claim ? mishear(claim) : null });

    public static Func<ITaskStore, ITaskStore> MishearingSettlements(Func<Settlement, Settlement> mishear) =>
        Mishearing(request => request with { Settlements = [.. request.Settlements.Select(mishear)] });

    public static Func<ITaskStore, ITaskStore> Misreporting(Func<ExchangeAnswer, ExchangeAnswer> misreport) =>
        inner => new FaultyExchange(inner, (_, request) => Task.FromResult(request), misreport);

    /// <summary>Writes outcomes under whatever lease the task has by now.</summary>
    public static ITaskStore Unfenced(ITaskStore inner) =>
        new FaultyExchange(
            inner,
            async (store, request) =>
            {
                var tasks = await store.ReadAsync([.. request.Settlements.Select(settlement => settlement.Hold.Id)], default);
                var current = request.Settlements.Zip(
                    tasks,
                    (settlement, task) => settlement with { Hold = task?.Hold ?? settlement.Hold }
                );
                return request with { Settlements = [.. current] };
            },
            answer => answer
        );
}
