using Tasks.Domain.Calls;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Watching;

/// <summary>
/// Tells other processes that something waits, at most once a queue in a short while: a commit with a notification takes a lock that the
/// whole server shares, and whoever has been woken needs no second call. The first of a quiet time goes with the enqueue itself; what comes
/// within the while is told at its end, all in one.
/// </summary>
internal sealed class Notifier(LanePool lanes, TableNames names, TimeProvider time)
{
    public static readonly TimeSpan While = TimeSpan.FromMilliseconds(10);

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
            }

            return Array.ConvertAll(turns, queue => (string?)queue.Value);
        }
    }

    /// <summary>Notes queues in which something waits; others are told within the while.</summary>
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
        await Task.Delay(While, time);
        string?[] queues;
        lock (gate)
        {
            isTelling = false;
            var now = time.GetTimestamp();
            foreach (var queue in untold)
            {
                told[queue] = now;
            }

            queues = [.. untold.Select(queue => queue.Value)];
            untold.Clear();
        }

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
