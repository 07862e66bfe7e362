namespace Tasks.CommandLine.Working;

/// <summary>The live line while it is shown, with what clears it for log lines; or nothing, where there is no screen.</summary>
internal sealed class LiveLineHold : IAsyncDisposable
{
    private readonly LiveLine? line;
    private readonly LineClearing? clearing;

    public LiveLineHold(LiveLine? line, LineClearing? clearing)
    {
        this.line = line;
        this.clearing = clearing;
        if (line is not null)
        {
            clearing?.Begin(line);
            line.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        clearing?.End();
        if (line is not null)
        {
            await line.DisposeAsync();
        }
    }
}
