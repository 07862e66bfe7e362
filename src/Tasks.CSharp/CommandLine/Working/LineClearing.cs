using Microsoft.Extensions.Logging;

namespace Tasks.CommandLine.Working;

/// <summary>Hears of every log line just before a person sees it, so that the live line makes room. Logs nothing itself.</summary>
internal sealed class LineClearing : ILoggerProvider, ILogger, ISupportExternalScope
{
    private volatile LiveLine? line;

    public void Begin(LiveLine live) => line = live;

    public void End() => line = null;

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => line is not null;

    /// <summary>It needs no scopes; saying so spares every other scope a place for its own.</summary>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => line?.Clear();

    public void Dispose() => End();
}
