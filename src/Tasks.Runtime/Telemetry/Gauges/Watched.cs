namespace Tasks.Runtime.Telemetry.Gauges;

/// <summary>What of one kind lives in this process, for those who ask how it is. It keeps nothing alive. Any thread may speak to it.</summary>
internal sealed class Watched<T>
    where T : class
{
    private readonly Lock gate = new();
    private WeakReference<T>[] references = [];

    public IEnumerable<T> All
    {
        get
        {
            foreach (var reference in Volatile.Read(ref references))
            {
                if (reference.TryGetTarget(out var one))
                {
                    yield return one;
                }
            }
        }
    }

    public void Add(T one)
    {
        lock (gate)
        {
            references = [.. references.Where(reference => reference.TryGetTarget(out _)), new(one)];
        }
    }

    public void Remove(T one)
    {
        lock (gate)
        {
            references = [.. references.Where(reference => reference.TryGetTarget(out var other) && other != one)];
        }
    }
}
