using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Tasks.CommandLine.Working;

/// <summary>How much of Tasks is logged while a worker runs that was told: above what the app's own configuration says, and gone after it.</summary>
internal sealed class Verbosity : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    private const string Category = "Tasks";
    private const string Console = "Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider";
    private const string ConsoleAlias = "Console";

    private CancellationTokenSource changed = new();
    private LogLevel? level;
    private bool isOfConsole;

    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref changed).Token);

    /// <summary>Sets the least level; null leaves it to the app.</summary>
    /// <param name="least">The level.</param>
    /// <param name="isOfConsole">Whether it is that of the console alone, and what goes to files and collectors stays as it is.</param>
    public void Set(LogLevel? least, bool isOfConsole = false)
    {
        this.isOfConsole = isOfConsole;
        level = least;
        using var before = Interlocked.Exchange(ref changed, new());
        before.Cancel();
    }

    public void Dispose() => changed.Dispose();

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        if (level is not { } least)
        {
            return;
        }

        // A rule for one provider goes before one for all: each that has rules gets ours too.
        string?[] providers = isOfConsole ? [Console] : [null, .. options.Rules.Select(rule => rule.ProviderName)];
        foreach (var rule in options.Rules.Where(IsOurs).ToArray())
        {
            options.Rules.Remove(rule);
        }

        foreach (var provider in providers.Distinct())
        {
            options.Rules.Add(new(provider, Category, least, null));
        }
    }

    private bool IsOurs(LoggerFilterRule rule) =>
        (!isOfConsole || rule.ProviderName is Console or ConsoleAlias)
        && (rule.CategoryName == Category || rule.CategoryName?.StartsWith(Category + ".", StringComparison.Ordinal) == true);
}
