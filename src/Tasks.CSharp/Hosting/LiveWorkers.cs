using Tasks.Health;

namespace Tasks.Hosting;

/// <summary>The workers that a host runs, for those who stop them and for those who ask how they are. Any thread may speak to it.</summary>
internal sealed class LiveWorkers
{
    private readonly Lock gate = new();
    private (string Backend, HostedWorker Worker)[] all = [];

    public bool AreAny => Volatile.Read(ref all).Length > 0;

    public void Add(string backend, HostedWorker worker)
    {
        lock (gate)
        {
            all = [.. all, (backend, worker)];
        }
    }

    /// <summary>Takes them all out: whoever does stops them.</summary>
    public IReadOnlyList<HostedWorker> TakeAll()
    {
        lock (gate)
        {
            var taken = Array.ConvertAll(all, one => one.Worker);
            all = [];
            return taken;
        }
    }

    /// <summary>How the workers of one alias are.</summary>
    public IEnumerable<WorkerFacts> Of(string backend) =>
        Volatile.Read(ref all).Where(one => one.Backend == backend).Select(one => one.Worker.Facts);
}
