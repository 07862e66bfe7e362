using Npgsql;
using Tasks.Runtime.Stores;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Watching;

/// <summary>
/// The one connection that listens for what other processes have enqueued. It is opened with the first watcher and opened again, with growing
/// pauses, whenever it breaks; after each opening the watchers are told, for nobody knows what was missed. Now and then it asks the server
/// for a sign of life: a connection that was cut without a word would be silent for ever.
/// </summary>
internal sealed class Listener(DatabasePlace place, TableNames names, Watchers watchers, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private Task? listening;

    /// <summary>Begins to listen, if it has not begun.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (!ending.IsCancellationRequested)
            {
                listening ??= Task.Run(ListenAsync);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? last;
        lock (gate)
        {
            // Never disposed, so that it may be asked again; it holds no timer.
            ending.Cancel();
            last = listening;
        }

        await (last ?? Task.CompletedTask);
    }

    private async Task ListenAsync()
    {
        var pause = FirstPause;
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var connection = await place.OpenAsync(ending.Token);
                connection.Notification += (_, _) => watchers.Tell();
                await ExecuteAsync(connection, $"LISTEN \"{names.Channel}\"");
                pause = FirstPause;
                watchers.Tell();
                while (true)
                {
                    if (!await connection.WaitAsync(SignOfLife, ending.Token))
                    {
                        await ExecuteAsync(connection, "SELECT 1");
                    }
                }
            }
#pragma warning disable CA1031 // Whatever broke it, it is opened again; polls cover the gap.
            catch (Exception)
#pragma warning restore CA1031
            {
                await PauseAsync(pause * (0.5 + Random.Shared.NextDouble()));
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ending.Token);
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }
}
