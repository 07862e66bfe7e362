using Tasks.Runtime.Serialization;

namespace Tasks;

/// <summary>
/// Refuses a function whose return type stands for work still to be done, such as F#'s <c>async { … }</c>: nobody would await it, and what
/// was stored would be the JSON of the work, not of its outcome.
/// </summary>
internal static class PendingReturn
{
    private const string FSharpAsync = "Microsoft.FSharp.Control.FSharpAsync`1";

    public static void Refuse<TResult>(string name)
    {
        if (IsPending(typeof(TResult)))
        {
            throw new InvalidTaskException(
                $"The function of task '{name}' returns {TypeText.Of(typeof(TResult))}, which nobody would await: let it return a Task<T>, "
                    + "as an async lambda of C# and task { … } of F# do."
            );
        }
    }

    private static bool IsPending(Type type) =>
        type.IsAssignableTo(typeof(Task))
        || type == typeof(ValueTask)
        || (
            type.IsGenericType
            && type.GetGenericTypeDefinition() is var open
            && (open == typeof(ValueTask<>) || open.FullName == FSharpAsync)
        );
}
