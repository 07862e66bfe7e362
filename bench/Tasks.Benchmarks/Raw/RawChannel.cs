using System.Diagnostics;
using System.Threading.Channels;

namespace Tasks.Benchmarks.Raw;

/// <summary>Items through a channel: what passing something on costs in one process, without any of what makes it a task.</summary>
internal sealed class RawChannel : IRawLoop
{
    private readonly Channel<int> channel = Channel.CreateUnbounded<int>();

    public double Drain(int tasks)
    {
        Write(tasks);
        var clock = Stopwatch.StartNew();
        Read(tasks);
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public double Enqueue(int tasks, int callers)
    {
        var clock = Stopwatch.StartNew();
        Task.WaitAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => Write(tasks / callers))));
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public double EnqueueMany(int tasks) => Enqueue(tasks, 1);

    public double Mix(int tasks, int callers)
    {
        var clock = Stopwatch.StartNew();
        var reading = Task.Run(() => ReadAsync(tasks / callers * callers));
        Enqueue(tasks, callers);
        reading.Wait();
        return tasks / clock.Elapsed.TotalSeconds;
    }

    public void Dispose() => channel.Writer.Complete();

    private void Write(int items)
    {
        for (var item = 0; item < items; item++)
        {
            channel.Writer.TryWrite(item);
        }
    }

    private void Read(int items)
    {
        while (items > 0 && channel.Reader.TryRead(out _))
        {
            items--;
        }
    }

    private async Task ReadAsync(int items)
    {
        for (; items > 0; items--)
        {
            await channel.Reader.ReadAsync();
        }
    }
}
