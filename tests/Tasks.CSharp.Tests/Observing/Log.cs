using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tasks.CSharp.Tests.Observing;

/// <summary>Keeps what is logged, with the scope it was logged in.</summary>
public sealed class Log : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<Line> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<Line> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() { }

    public sealed record Line(LogLevel Level, string Text, Exception? Exception, IReadOnlyDictionary<string, object?> Scope);

    private sealed class Writer(Log log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var scope = new Dictionary<string, object?>();
            log.scopes.ForEachScope(
                (one, all) =>
                {
                    foreach (var (key, value) in one as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        all[key] = value;
                    }
                },
                scope
            );
            log.lines.Enqueue(new(logLevel, formatter(state, exception), exception, scope));
        }
    }
}
