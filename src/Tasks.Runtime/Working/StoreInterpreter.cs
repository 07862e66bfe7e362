using Microsoft.Extensions.Logging;
using Tasks.Domain.Leasing;
using Tasks.Domain.Working;
using Tasks.Runtime.Stores;

namespace Tasks.Runtime.Working;

/// <summary>Carries out what a worker's mind wants of its store: each call under a time-out, each end told as an observation.</summary>
internal sealed class StoreInterpreter(
    ITaskStore store,
    WorkerId worker,
    WorkerProfile profile,
    TimeProvider time,
    Action<Observation> post,
    ILogger logger
)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // A beat that hangs must leave time for another before the session ends.
    private const int BeatsPerLease = 3;

    /// <summary>What the store's last failure said.</summary>
    public Exception? LastError { get; private set; }

    public void CarryOut(Effect effect)
    {
        _ = effect switch
        {
            Effect.Exchange(var request) => CallAsync(
                StoreVerb.Exchange,
                async token => new Observation.Exchanged(await store.ExchangeAsync(request, token).ConfigureAwait(false))
            ),
            Effect.Beat(var session, var leaseTime, var load, var heeded) => CallAsync(
                StoreVerb.Beat,
                async token => new Observation.Beaten(
                    await store.BeatAsync(new(session, leaseTime, load, heeded), token).ConfigureAwait(false)
                ),
                leaseTime / BeatsPerLease
            ),
            Effect.Sweep(var limit) => CallAsync(
                StoreVerb.Sweep,
                async token => new Observation.Swept(await store.SweepAsync(limit, token).ConfigureAwait(false))
            ),
            Effect.Reconcile(var session, var turn, var held) => CallAsync(
                StoreVerb.Reconcile,
                async token => new Observation.Reconciled(await store.ReconcileAsync(session, turn, held, token).ConfigureAwait(false))
            ),
            Effect.Prune(var request) => CallAsync(
                StoreVerb.Prune,
                async token => new Observation.Pruned(await store.PruneAsync(request, token).ConfigureAwait(false))
            ),
            Effect.Open(var leaseTime) => CallAsync(StoreVerb.Open, token => OpenAsync(leaseTime, token)),
            Effect.Close(var session) => CallAsync(StoreVerb.Close, token => CloseAsync(session, token)),
            _ => Task.CompletedTask,
        };
    }

    private async Task<Observation> OpenAsync(TimeSpan leaseTime, CancellationToken token)
    {
        var session = SessionId.Of(worker, Guid.NewGuid().ToString("N"));
        var answer = await store.OpenAsync(session, leaseTime, profile, token).ConfigureAwait(false);
        return new Observation.Opened(session, answer.Pauses);
    }

    private async Task<Observation> CloseAsync(SessionId session, CancellationToken token)
    {
        await store.CloseAsync(session, token).ConfigureAwait(false);
        return new Observation.Closed();
    }

    private async Task CallAsync<T>(StoreVerb verb, Func<CancellationToken, Task<T>> call, TimeSpan? atMost = null)
        where T : Observation
    {
        // The loop goes on with its other effects; nothing of a call may run on its stack.
        await Task.Yield();
        var patience = atMost < CallLimit ? atMost.Value : CallLimit;
        using var limit = new CancellationTokenSource(patience, time);
        try
        {
            // A store that does not heed the token is left behind all the same: its late answer is nobody's.
            post(await call(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false));
        }
        catch (TaskStoreException refused) when (refused.Fault == TaskStoreFault.Refused && verb == StoreVerb.Exchange)
        {
            LastError = refused;
            post(new Observation.StoreRefused(refused.Message));
        }
        catch (Exception failure)
        {
            LastError =
                failure is OperationCanceledException
                    ? new TimeoutException($"The store did not answer within {patience.TotalSeconds} s.", failure)
                    : failure;
            logger.StoreCallFailed(verb, failure);
            post(new Observation.StoreFailed(verb));
        }
    }
}
