using System.Globalization;
using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>The options of <c>[Task]</c> are constants, so what the domain would refuse at run time is refused here.</summary>
internal static class OptionRules
{
    private const int MaxPriority = 100;
    private const int MaxQueueLength = 64;

    public static void Check(TaskOptions options, DiagnosticBag diagnostics)
    {
        var task = options.Method.TaskInMessage();
        if (options.Value("Priority") is int priority and (< -MaxPriority or > MaxPriority))
        {
            diagnostics.Report(
                OptionDescriptors.PriorityOutOfRange,
                options.LocationOf("Priority"),
                task,
                priority.ToString(CultureInfo.InvariantCulture)
            );
        }
        CheckPlaces(options, diagnostics);
        CheckNumbers(options, diagnostics);
        foreach (var type in options.Constants("DoNotRetryOn"))
        {
            if (type.Value is not ITypeSymbol { TypeKind: not TypeKind.Error } symbol)
            {
                continue;
            }
            if (!symbol.SelfAndBases().Any(self => self.Is("System.Exception")))
            {
                string[] arguments = [symbol.InMessage(), task];
                diagnostics.Report(OptionDescriptors.NotAnException, options.LocationOf("DoNotRetryOn"), arguments);
            }
        }
    }

    private static void CheckPlaces(TaskOptions options, DiagnosticBag diagnostics)
    {
        if (options.Value("Queue") is string queue && !IsQueue(queue))
        {
            Report("Queue", "a queue name has 1 to 64 characters and no comma, '*' or control character");
        }
        if (options.Value("Backend") is string backend && string.IsNullOrWhiteSpace(backend))
        {
            Report("Backend", "a backend alias is not blank");
        }

        void Report(string option, string rule) =>
            diagnostics.Report(
                OptionDescriptors.InvalidQueueOrBackend,
                options.LocationOf(option),
                option,
                options.Method.TaskInMessage(),
                rule
            );
    }

    private static bool IsQueue(string name) => PlainText.IsName(name, MaxQueueLength) && !name.Any(c => c is ',' or '*');

    private static void CheckNumbers(TaskOptions options, DiagnosticBag diagnostics)
    {
        foreach (var option in new[] { "MaxAttempts", "MaxCrashes" })
        {
            if (options.Value(option) is int and < 1)
            {
                Report(option, "it is at least 1");
            }
        }
        foreach (var option in new[] { "RetryDelaySeconds", "TimeoutSeconds" })
        {
            if (options.Value(option) is double seconds && !IsDuration(seconds))
            {
                Report(option, "it is a finite number of seconds, 0 or more, that fits a TimeSpan");
            }
        }
        if (options.Value("RetryBackoff") is int and (< 0 or > 3))
        {
            Report("RetryBackoff", "it is None, Fixed, Linear or Exponential");
        }

        void Report(string option, string rule) =>
            diagnostics.Report(OptionDescriptors.InvalidOption, options.LocationOf(option), option, options.Method.TaskInMessage(), rule);
    }

    // NaN compares false with everything.
    private static bool IsDuration(double seconds) => seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds;
}
