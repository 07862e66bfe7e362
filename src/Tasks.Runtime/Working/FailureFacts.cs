using System.Collections.Immutable;
using Tasks.Domain;
using Tasks.Domain.Lifecycle;

namespace Tasks.Runtime.Working;

/// <summary>Makes facts that can be stored of an exception, whatever kind of exception it is.</summary>
internal static class FailureFacts
{
    /// <summary>The failure, trimmed, and the full names of the exception's type and its base types.</summary>
    public static (Failure Failure, ValueList<string> Types) Of(Exception exception)
    {
        var types = ImmutableArray.CreateBuilder<string>();
        for (var type = exception.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            types.Add(type.FullName ?? type.Name);
        }

        // Message and ToString are code of whoever wrote the exception: they may throw too.
        var failure = new Failure(types[0], Told(() => exception.Message), Told(exception.ToString));
        return (failure.Trimmed(), new(types.ToImmutable()));
    }

    private static string Told(Func<string?> tell)
    {
        try
        {
            return tell() ?? "";
        }
        catch (Exception refusal)
        {
            return $"(the exception could not be described: {refusal.GetType().FullName})";
        }
    }
}
