using System.Globalization;

namespace Tasks.CommandLine.Working;

/// <summary>
/// The one line of a screen that says what a worker does, drawn anew twice a second. What is logged erases it first and finds an empty line.
/// </summary>
internal sealed class LiveLine(Terminal terminal, Func<(long Done, long Failed, long Running)> look, TimeProvider time) : IAsyncDisposable
{
    private const string Erase = "\r\u001b[K";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>Over how many looks the speed is taken.</summary>
    private const int Looks = 10;

    private readonly Lock gate = new();
    private readonly Queue<(long Done, long At)> past = new();
    private ITimer? timer;
    private bool isOver;

    public void Start()
    {
        Draw();
        timer = time.CreateTimer(_ => Draw(), null, Pace, Pace);
    }

    /// <summary>Makes room for what somebody else writes.</summary>
    public void Clear()
    {
        if (gate.TryEnter())
        {
            try
            {
                Write("");
            }
            finally
            {
                gate.Exit();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync();
        }

        lock (gate)
        {
            Write("");
            isOver = true;
        }
    }

    // A screen that stands still must not gather threads: whoever finds another at it leaves.
    private void Draw()
    {
        if (!gate.TryEnter())
        {
            return;
        }

        try
        {
            DrawNow();
        }
        finally
        {
            gate.Exit();
        }
    }

    private void DrawNow()
    {
        var (done, failed, running) = look();
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{done} done, {failed} failed, {running} running, {SpeedOf(done + failed):0.0} per second"
            )
        );
    }

    private double SpeedOf(long ended)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            past.Enqueue((ended, now));
            if (past.Count > Looks)
            {
                past.Dequeue();
            }

            var (before, at) = past.Peek();
            var seconds = time.GetElapsedTime(at, now).TotalSeconds;
            return seconds > 0 ? (ended - before) / seconds : 0;
        }
    }

    private void Write(string text)
    {
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            try
            {
                // A line that wraps could not be erased.
                var width = Math.Max(1, terminal.Width() - 1);
                terminal.Out.Write(Erase + (text.Length > width ? text[..width] : text));
                terminal.Out.Flush();
            }
            catch (IOException)
            {
                // Nobody watches any more: the worker goes on without a line.
                isOver = true;
            }
        }
    }
}
