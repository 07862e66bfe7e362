using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Tasks.CommandLine.Working;

/// <summary>How much of Tasks is logged while a worker runs that was told: above what the app's own configuration says, and gone after it.</summary>
internal sealed class Verbosity : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    private const string Category = "Tasks";

    private CancellationTokenSource changed = new();
    private LogLevel? level;

    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref changed).Token);

    /// <summary>Sets the least level; null leaves it to the app.</summary>
    public void Set(LogLevel? least)
    {
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
        string?[] providers = [null, .. options.Rules.Select(rule => rule.ProviderName)];
        foreach (var rule in options.Rules.Where(IsOurs).ToArray())
        {
            options.Rules.Remove(rule);
        }

        foreach (var provider in providers.Distinct())
        {
            options.Rules.Add(new(provider, Category, least, null));
        }
    }

    private static bool IsOurs(LoggerFilterRule rule) =>
        rule.CategoryName == Category || rule.CategoryName?.StartsWith(Category + ".", StringComparison.Ordinal) == true;
}
