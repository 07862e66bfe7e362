using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tasks.Runtime.Serialization;

/// <summary>Who says how a type is written: the user's resolver, then the types every app passes, then reflection where the app has it.</summary>
internal static class TypeInfoResolvers
{
    public static IJsonTypeInfoResolver For(IJsonTypeInfoResolver? users) =>
        JsonTypeInfoResolver.Combine(users, new PlainTypes(), Reflection()).WithAddedModifier(RefuseValueTuple);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where the app has kept reflection-based serialisation.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where the app has kept reflection-based serialisation.")]
    private static DefaultJsonTypeInfoResolver? Reflection() =>
        JsonSerializer.IsReflectionEnabledByDefault ? new DefaultJsonTypeInfoResolver() : null;

    // The serialiser writes {} for a value tuple and reads zeros back: silent loss, whichever depth it stands at.
    private static void RefuseValueTuple(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object && !type.Options.IncludeFields && IsValueTuple(type.Type))
        {
            throw new InvalidTaskException(Unstorable.ValueTuple);
        }
    }

    private static bool IsValueTuple(Type type) =>
        type is { IsValueType: true, IsGenericType: true }
        && type.Namespace == "System"
        && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
}
