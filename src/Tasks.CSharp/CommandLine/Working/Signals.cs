using System.Runtime.InteropServices;

namespace Tasks.CommandLine.Working;

/// <summary>
/// What a worker's process is asked by signals: the first asks it to end, the second to end now. A third does what it does to any process.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource once = new();
    private readonly CancellationTokenSource twice = new();
    private readonly Action<string?, bool> tell;
    private readonly PosixSignalRegistration[] registrations;
    private int count;
    private bool isOver;

    /// <summary>Hears SIGINT, SIGTERM and SIGQUIT until disposed.</summary>
    /// <param name="tell">Told of each: its name if it has one, and whether it is the second.</param>
    public Signals(Action<string?, bool> tell)
    {
        this.tell = tell;
        registrations = [Hear(PosixSignal.SIGINT), Hear(PosixSignal.SIGTERM), Hear(PosixSignal.SIGQUIT)];
    }

    /// <summary>Fires with the first.</summary>
    public CancellationToken Once => once.Token;

    /// <summary>Fires with the second.</summary>
    public CancellationToken Twice => twice.Token;

    /// <summary>One more, from wherever.</summary>
    /// <param name="name">The signal's; null where it is none.</param>
    /// <returns>Whether it is heeded here.</returns>
    public bool Raise(string? name)
    {
        lock (gate)
        {
            if (isOver || ++count > 2)
            {
                return isOver;
            }

            tell(name, count == 2);
            // Not on this thread: what waits for it goes on elsewhere, and a signal's handler must return.
            _ = (count == 1 ? once : twice).CancelAsync();
            return true;
        }
    }

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        lock (gate)
        {
            // A handler may still be on its way.
            isOver = true;
        }

        once.Dispose();
        twice.Dispose();
    }

    private PosixSignalRegistration Hear(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = Raise(context.Signal.ToString()));
}
