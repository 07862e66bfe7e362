using Tasks.Domain.Modelling;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.Contract.Comparing;

/// <summary>
/// Does operations on a store and on <see cref="StoreModel"/> side by side, and stops at the first answer or content that differs. The
/// model is told the moments that the store's own answers carry, so no clock has to be steered.
/// </summary>
/// <param name="newPlace">Makes an empty place for each run.</param>
/// <param name="onRound">Is shown every round.</param>
public sealed class Comparison(Func<StorePlace> newPlace, Action<Round>? onRound = null)
{
    private static readonly TaskFilter Everything = new(Limit: int.MaxValue);

    /// <summary>Runs what a seed draws; a difference comes back with the shortest operations that show one.</summary>
    public async Task<Finding?> ExploreAsync(int seed)
    {
        var generator = await GeneratorAsync(seed);
        var done = new List<Operation>();
        var difference = await RunAsync(model =>
        {
            var next = generator.Next(model);
            done.AddRange(next is null ? [] : [next]);
            return next;
        });
        return difference is null ? null : await Shrinker.ShrinkAsync(new(seed, done.Count, done, difference), RunAsync);
    }

    /// <summary>Runs these operations on a new place.</summary>
    public Task<Difference?> RunAsync(IReadOnlyList<Operation> operations)
    {
        var next = 0;
        return RunAsync(_ => next < operations.Count ? operations[next++] : null);
    }

    private async Task<Difference?> RunAsync(Func<StoreModel, Operation?> next)
    {
        await using var place = newPlace();
        ITaskStore[] stores = await OpenAsync(place);
        try
        {
            var model = StoreModel.Empty;
            while (next(model) is { } operation)
            {
                if (operation is Operation.Reopen && place.IsDurable)
                {
                    await stores[0].DisposeAsync();
                    stores[0] = await place.OpenStoreAsync();
                }

                var (difference, after) = await DoAsync(operation, place, stores[operation.Through % stores.Length], model);
                if (difference is not null)
                {
                    return difference;
                }

                model = after;
            }

            return null;
        }
        finally
        {
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    }

    private async Task<(Difference? Difference, StoreModel After)> DoAsync(
        Operation operation,
        StorePlace place,
        ITaskStore store,
        StoreModel model
    )
    {
        try
        {
            var round = operation is Operation.Transact transact
                ? await TransactAsync(transact, (ITransactionalPlace)place, (ITransactionalStore)store, model)
                : await operation.DoAsync(store, model);
            onRound?.Invoke(round);
            var content = await store.ListAsync(Everything, TestContext.Current.CancellationToken);
            var difference =
                Difference.Between(round.Expected, round.Answered)
                ?? Difference.Between(Fact.OfEach("Content", round.After.List(Everything)), Fact.OfEach("Content", content));
            return (difference, round.After);
        }
#pragma warning disable CA1031 // Whatever a store throws is a difference: no operation here may throw.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return (new("The operation", "an answer", exception.ToString()), model);
        }
    }

    private static async Task<Round> TransactAsync(
        Operation.Transact transact,
        ITransactionalPlace place,
        ITransactionalStore store,
        StoreModel model
    )
    {
        await using var connection = await place.ConnectAsync();
        return await transact.DoAsync(store, connection, model);
    }

    private async Task<Generator> GeneratorAsync(int seed)
    {
        await using var place = newPlace();
        return new(seed, place.IsDurable, place is ITransactionalPlace);
    }

    private static async Task<ITaskStore[]> OpenAsync(StorePlace place) =>
        place.IsDurable ? [await place.OpenStoreAsync(), await place.OpenStoreAsync()] : [await place.OpenStoreAsync()];
}
