using System.Collections.Concurrent;

namespace Tasks.CSharp.Tests.Hosting;

/// <summary>Methods for tests of hosts and their workers.</summary>
public static partial class Errands
{
    /// <summary>Where methods wait until a test lets them end, by key.</summary>
    public static ConcurrentDictionary<string, Gate> Gates { get; } = new();

    [Task]
    public static int Double(int number) => 2 * number;

    [Task]
    public static async Task<string> PassOnAsync(int hops)
    {
        if (hops > 0)
        {
            await PassOnTask.EnqueueAsync(hops - 1);
        }

        return $"{hops} to go";
    }

    [Task]
    public static async Task<string> WaitAtGateAsync(string key, CancellationToken cancellationToken)
    {
        var gate = Gates[key];
        gate.Started.TrySetResult();
        try
        {
            await gate.MayEnd.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            gate.Ended.TrySetResult();
        }

        return "passed";
    }

    /// <summary>Does not heed its token.</summary>
    [Task(TimeoutSeconds = 1)]
    public static async Task HoldOut(string key) => await Gates[key].MayEnd.Task;

    /// <summary>A gate that no other test uses.</summary>
    public static string NewGate()
    {
        var key = Guid.NewGuid().ToString();
        Gates[key] = new();
        return key;
    }
}
