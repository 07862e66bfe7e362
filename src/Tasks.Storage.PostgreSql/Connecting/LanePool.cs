using System.Collections.Concurrent;
using Npgsql;
using Tasks.Storage.PostgreSql.Faults;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Connecting;

/// <summary>
/// A few lanes, opened at need and kept. Whatever goes wrong with a call is told as a <see cref="TaskStoreException"/>; a lane that broke is
/// closed, and those that were opened before it broke with it, for a server that went away took them along.
/// </summary>
internal sealed class LanePool(DatabasePlace place, TableNames names, PostgreSqlBackendOptions options, int size) : IAsyncDisposable
{
    private const int MostTries = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentStack<Lane> idle = [];
    private readonly SemaphoreSlim turns = new(size, size);
    private volatile bool isDisposed;

    /// <summary>Does something on a lane. What the server took back whole for the sake of others is done again.</summary>
    /// <param name="act">What to do. It may be done more than once.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <param name="isRepeatable">Whether doing it twice does no more than doing it once: then a lane that turns out broken is no failure.</param>
    public async Task<T> UseAsync<T>(Func<Lane, Task<T>> act, CancellationToken cancellationToken, bool isRepeatable = false)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(act, cancellationToken);
            }
            catch (Exception exception)
                when (tries < MostTries
                    && (StoreFaults.IsTakenBack(exception) || (isRepeatable && tries == 1 && StoreFaults.IsBroken(exception)))
                )
            {
                await Task.Delay(FirstPause * (tries + Random.Shared.NextDouble()), TimeProvider.System, cancellationToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
            {
                ObjectDisposedException.ThrowIf(isDisposed, typeof(PostgreSqlStore));
                throw StoreFaults.Of(exception, place.Name);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        await DropIdleAsync();
    }

    private async Task<T> TryAsync<T>(Func<Lane, Task<T>> act, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isDisposed, typeof(PostgreSqlStore));
        if (!await turns.WaitAsync(options.CommandTimeout, cancellationToken))
        {
            throw StoreFaults.NoTurn(place.Name, size);
        }

        Lane? lane = null;
        try
        {
            lane = idle.TryPop(out var kept) ? kept : await Lane.OpenAsync(place, names, options, cancellationToken);
            var answer = await act(lane);
            await KeepAsync(lane);
            return answer;
        }
        catch (Exception)
        {
            if (lane is not null)
            {
                await SetAsideAsync(lane);
            }

            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task KeepAsync(Lane lane)
    {
        idle.Push(lane);
        if (isDisposed)
        {
            await DropIdleAsync();
        }
    }

    private async Task SetAsideAsync(Lane lane)
    {
        try
        {
            if (lane.IsUsable)
            {
                await lane.RollBackAsync();
                await KeepAsync(lane);
                return;
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
        {
            // Not even that: it goes the way of the broken ones.
        }

        await lane.DisposeAsync();
        await DropIdleAsync();
    }

    private async Task DropIdleAsync()
    {
        while (idle.TryPop(out var lane))
        {
            await lane.DisposeAsync();
        }
    }
}
