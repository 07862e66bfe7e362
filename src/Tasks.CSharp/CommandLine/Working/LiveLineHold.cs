using Microsoft.Extensions.Logging;

namespace Tasks.CommandLine.Working;

/// <summary>The live line while it is shown, with what clears it for log lines; or nothing, where there is no screen.</summary>
internal sealed class LiveLineHold : IAsyncDisposable
{
    private readonly LiveLine? line;
    private readonly LineClearing clearing = new();

    public LiveLineHold(LiveLine? line, ILoggerFactory? log)
    {
        this.line = line;
        if (line is null)
        {
            return;
        }

        clearing.Begin(line);
        log?.AddProvider(clearing);
        line.Start();
    }

    public async ValueTask DisposeAsync()
    {
        clearing.End();
        if (line is not null)
        {
            await line.DisposeAsync();
        }
    }
}
