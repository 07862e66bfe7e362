using System.Collections.Immutable;

namespace Tasks.Storage.InMemory;

/// <summary>Those who asked to be told of news.</summary>
internal sealed class Watchers
{
    private ImmutableList<Watcher> all = [];

    public IDisposable Add(Action onNews)
    {
        var watcher = new Watcher(this, onNews);
        ImmutableInterlocked.Update(ref all, list => list.Add(watcher));
        return watcher;
    }

    public void Tell()
    {
        foreach (var watcher in Volatile.Read(ref all))
        {
            watcher.OnNews();
        }
    }

    private sealed class Watcher(Watchers owner, Action onNews) : IDisposable
    {
        public Action OnNews { get; } = onNews;

        public void Dispose() => ImmutableInterlocked.Update(ref owner.all, list => list.Remove(this));
    }
}
