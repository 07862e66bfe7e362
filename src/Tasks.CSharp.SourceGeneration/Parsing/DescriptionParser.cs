using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>The initialisers of a task's description: only what differs from the defaults is written.</summary>
internal static class DescriptionParser
{
    public static EquatableArray<string> Parse(IMethodSymbol method, TaskOptions options) =>
        Initialisers(method, options)
            .Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Name} = {pair.Value}")
            .ToEquatableArray();

    private static IEnumerable<(string Name, string? Value)> Initialisers(IMethodSymbol method, TaskOptions options)
    {
        yield return ("FormerNames", Array("string", options.FormerNames.Select(Literals.Of)));
        yield return ("Priority", Scalar(options, "Priority", 0));
        yield return ("Queue", Scalar(options, "Queue", null));
        yield return ("Backend", Scalar(options, "Backend", null));
        yield return ("MaxAttempts", Scalar(options, "MaxAttempts", 1));
        yield return ("RetryDelaySeconds", Scalar(options, "RetryDelaySeconds", 0d));
        yield return ("RetryBackoff", Scalar(options, "RetryBackoff", 0));
        yield return ("DoNotRetryOn", Array("global::System.Type", options.Constants("DoNotRetryOn").Select(Literals.Of)));
        yield return ("TimeoutSeconds", Scalar(options, "TimeoutSeconds", 0d));
        yield return ("MaxCrashes", Scalar(options, "MaxCrashes", 3));
        yield return ("IsAsync", ReturnParser.Parse(method).Awaited == Awaitable.None ? null : "true");
        yield return ("TakesContext", method.Parameters.Any(parameter => parameter.Type.IsTaskContext()) ? "true" : null);
    }

    private static string? Scalar(TaskOptions options, string option, object? usual) =>
        options.Argument(option) is { IsNull: false } constant && !Equals(constant.Value, usual) ? Literals.Of(constant) : null;

    private static string? Array(string type, IEnumerable<string?> items)
    {
        var written = items.Where(item => item is not (null or "null")).ToArray();
        return written.Length == 0 ? null : $"new {type}[] {{ {string.Join(", ", written)} }}";
    }
}
