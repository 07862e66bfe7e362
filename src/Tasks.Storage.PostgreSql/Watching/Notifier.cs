using Tasks.Domain.Calls;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Watching;

/// <summary>
/// Tells other processes that something waits, at most once a queue in a short while: a commit with a notification takes a lock that the
/// whole server shares, and whoever has been woken needs no second call. The first enqueue after a quiet while carries the notification; what
/// comes sooner is carried by a later one or, if none comes, told by itself.
/// </summary>
internal sealed class Notifier(LanePool lanes, TableNames names, TimeProvider time)
{
    public static readonly TimeSpan While = TimeSpan.FromMilliseconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<QueueName, long> told = [];
    private readonly HashSet<QueueName> untold = [];
    private bool isTelling;

    /// <summary>Those of the queues that have not been told of for a while; they count as told from now on.</summary>
    public string?[] TakeTurns(IReadOnlyList<QueueName> queues)
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            var turns = queues.Where(queue => !told.TryGetValue(queue, out var last) || time.GetElapsedTime(last, now) >= While).ToArray();
            if (turns.Length > 0)
            {
                Forget(now);
            }

            foreach (var queue in turns)
            {
                told[queue] = now;
                untold.Remove(queue);
            }

            return Array.ConvertAll(turns, queue => (string?)queue.Value);
        }
    }

    /// <summary>Notes queues in which something waits; others are told within three of the whiles.</summary>
    public void Note(IEnumerable<QueueName> queues)
    {
        lock (gate)
        {
            untold.UnionWith(queues);
            if (untold.Count == 0 || isTelling)
            {
                return;
            }

            isTelling = true;
        }

        _ = TellAsync();
    }

    private async Task TellAsync()
    {
        while (true)
        {
            await Task.Delay(While, time);
            var queues = TakeOverdue();
            if (queues is null)
            {
                return;
            }

            if (queues.Length > 0)
            {
                await SendAsync(queues);
            }
        }
    }

    /// <summary>Those for which no enqueue has come along that could carry them; null where nothing is left to tell.</summary>
    private string?[]? TakeOverdue()
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            isTelling = untold.Count > 0;
            var overdue = untold
                .Where(queue => !told.TryGetValue(queue, out var last) || time.GetElapsedTime(last, now) >= 2 * While)
                .ToArray();
            foreach (var queue in overdue)
            {
                told[queue] = now;
                untold.Remove(queue);
            }

            return isTelling ? Array.ConvertAll(overdue, queue => (string?)queue.Value) : null;
        }
    }

    private async Task SendAsync(string?[] queues)
    {
        try
        {
            var query = new Query($"SELECT count(pg_notify('{names.Channel}', q)) FROM unnest($1::text[]) q").With(queues);
            await lanes.UseAsync(lane => lane.ScalarAsync<long>(query, CancellationToken.None), CancellationToken.None);
        }
        catch (Exception exception) when (exception is TaskException or ObjectDisposedException)
        {
            // Polls find what nobody was told of.
        }
    }

    // As many as there are queues that were busy in the last while, however many there ever were.
    private void Forget(long now)
    {
        foreach (var (queue, last) in told)
        {
            if (time.GetElapsedTime(last, now) >= While)
            {
                told.Remove(queue);
            }
        }
    }
}
