using System.ComponentModel;

namespace Tasks.Runtime.Stores;

/// <summary>Who wants to hear of a store's news; for stores. Any thread may speak to it.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class Watchers
{
    private readonly Lock gate = new();
    private Action[] calls = [];

    /// <summary>Whether anybody does.</summary>
    public bool AreAny => Volatile.Read(ref calls).Length > 0;

    /// <summary>Adds a call; disposing the answer takes it out again.</summary>
    /// <param name="onNews">What to call: soon done, and on any thread.</param>
    public IDisposable Add(Action onNews)
    {
        ArgumentNullException.ThrowIfNull(onNews);
        lock (gate)
        {
            calls = [.. calls, onNews];
        }

        return new Watch(this, onNews);
    }

    /// <summary>Calls each; what it throws is its own business.</summary>
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
