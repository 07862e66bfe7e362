using Tasks.Generation;

namespace Tasks;

/// <summary>The arguments of a task that takes one value.</summary>
internal sealed record WholeArguments<T>(T Value) : TaskArguments
{
    /// <summary>Whether the type has but one value, which says nothing: what F# passes where there are no arguments.</summary>
    public static bool IsNothing { get; } = typeof(T).FullName == "Microsoft.FSharp.Core.Unit";

    public override void Write(ArgumentWriter writer)
    {
        if (!IsNothing)
        {
            writer.WriteWhole(Value);
        }
    }
}
