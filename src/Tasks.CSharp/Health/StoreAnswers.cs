using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Health;

/// <summary>What a store said when it was looked at.</summary>
/// <param name="Queues">What there is to do; null if it did not say.</param>
/// <param name="Inspection">How it is; null if it did not say.</param>
/// <param name="Trouble">Why it did not say, in one sentence without secrets; null if it did.</param>
internal sealed record StoreAnswers(QueuesAnswer? Queues, StoreInspection? Inspection, string? Trouble)
{
    /// <summary>Asks a store. What it throws is an answer too.</summary>
    /// <param name="store">The store.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="time">What that is counted by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<StoreAnswers> AskAsync(
        ITaskStore store,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        const int AtMost = 10_000;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A store that does not heed the token is left behind all the same.
            await store.PrepareAsync(either.Token).WaitAsync(either.Token);
            var queues = await store.QueuesAsync(AtMost, either.Token).WaitAsync(either.Token);
            return new(queues, await store.InspectAsync(either.Token).WaitAsync(either.Token), null);
        }
        catch (TaskException failure)
        {
            return new(null, null, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, null, $"The store did not answer within {HealthText.Seconds(patience)}.");
        }
#pragma warning disable CA1031 // Whatever it is, the store is not well; its message may hold anything, so only its type is told.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new(null, null, $"The store failed with {failure.GetType().FullName}.");
        }
    }
}
