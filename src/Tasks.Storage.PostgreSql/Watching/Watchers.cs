namespace Tasks.Storage.PostgreSql.Watching;

/// <summary>Who wants to hear of news.</summary>
internal sealed class Watchers
{
    private readonly Lock gate = new();
    private Action[] calls = [];

    public bool AreAny => Volatile.Read(ref calls).Length > 0;

    /// <summary>Adds a call; disposing the answer takes it out again.</summary>
    public IDisposable Add(Action onNews)
    {
        lock (gate)
        {
            calls = [.. calls, onNews];
        }

        return new Watch(this, onNews);
    }

    public void Tell()
    {
        foreach (var call in Volatile.Read(ref calls))
        {
            try
            {
                call();
            }
#pragma warning disable CA1031 // What a watcher does must not stop those who tell it.
            catch (Exception)
#pragma warning restore CA1031
            {
                // It is the watcher's own business.
            }
        }
    }

    private void Remove(Action onNews)
    {
        lock (gate)
        {
            var index = Array.IndexOf(calls, onNews);
            calls = [.. calls[..index], .. calls[(index + 1)..]];
        }
    }

    private sealed class Watch(Watchers watchers, Action onNews) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                watchers.Remove(onNews);
            }
        }
    }
}
