using System.Runtime.InteropServices;

namespace Tasks.CommandLine.Working;

/// <summary>
/// What a worker's process is asked by signals: the first asks it to end, the second to end now. A third does what it does to any process. A
/// token of the program's own asks it to end and no more: one that a signal's handler cancels would else count as a second signal.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource once = new();
    private readonly CancellationTokenSource twice = new();
    private readonly Action<string?, bool> tell;
    private readonly PosixSignalRegistration[] registrations;
    private int count;
    private bool isAsked;
    private bool isOver;

    /// <summary>Hears SIGINT, SIGTERM and SIGQUIT until disposed.</summary>
    /// <param name="tell">Told of each: its name if it has one, and whether it is the second.</param>
    public Signals(Action<string?, bool> tell)
    {
        this.tell = tell;
        registrations = [Hear(PosixSignal.SIGINT), Hear(PosixSignal.SIGTERM), Hear(PosixSignal.SIGQUIT)];
    }

    /// <summary>Fires with the first, or with <see cref="Ask"/>.</summary>
    public CancellationToken Once => once.Token;

    /// <summary>Fires with the second.</summary>
    public CancellationToken Twice => twice.Token;

    /// <summary>Asks it to end; nothing more if it was asked already.</summary>
    public void Ask()
    {
        lock (gate)
        {
            AskOnce(null);
        }
    }

    /// <summary>One more signal.</summary>
    /// <param name="name">The signal's name.</param>
    /// <returns>Whether it is heeded here.</returns>
    public bool Raise(string name)
    {
        lock (gate)
        {
            if (isOver || ++count > 2)
            {
                return isOver;
            }

            if (count == 1)
            {
                AskOnce(name);
                return true;
            }

            tell(name, true);
            _ = twice.CancelAsync();
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

    private void AskOnce(string? name)
    {
        if (isOver || isAsked)
        {
            return;
        }

        isAsked = true;
        tell(name, false);
        // Not on this thread: what waits for it goes on elsewhere, and a signal's handler must return.
        _ = once.CancelAsync();
    }

    private PosixSignalRegistration Hear(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = Raise(context.Signal.ToString()));
}
