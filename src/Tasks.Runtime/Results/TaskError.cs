using System.Diagnostics.CodeAnalysis;

namespace Tasks;

/// <summary>What went wrong in one attempt, as it was recorded. Texts over 64 KiB were cut and say so at their end.</summary>
/// <param name="ExceptionType">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Traceback">Its full text, inner exceptions and stack included.</param>
/// <param name="Attempt">In which attempt, counted from 1.</param>
/// <param name="At">When it was recorded, by the store's clock.</param>
public sealed record TaskError(string ExceptionType, string Message, string Traceback, int Attempt, DateTimeOffset At)
{
    /// <summary>
    /// The exception's type, if an assembly that is loaded already has an exception of that name; else null. Never throws and never loads
    /// anything, because the name comes from a store.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type that was trimmed away is answered with null.")]
    [SuppressMessage("Design", "CA1031", Justification = "A name from a store can be anything, and the method promises not to throw.")]
    public Type? ResolveExceptionType()
    {
        // Brackets and commas in a name make the runtime load the assemblies that the name names.
        if (string.IsNullOrEmpty(ExceptionType) || ExceptionType.AsSpan().ContainsAny(",[]"))
        {
            return null;
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            try
            {
                if (assembly.GetType(ExceptionType, throwOnError: false) is { } type && type.IsAssignableTo(typeof(Exception)))
                {
                    return type;
                }
            }
            catch (Exception)
            {
                // No name for this assembly; another may know it.
            }
        }

        return null;
    }
}
