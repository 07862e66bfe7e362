using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tasks.Runtime.Serialization;

/// <summary>
/// Holds arguments that are one record to the rule of all arguments: one that is missing takes its default, and has to have one. The
/// serialiser would read a zero or a null that nobody ever stored.
/// </summary>
internal static class WholeMembers
{
    /// <summary>The first member without default that is not stored; null if there is none.</summary>
    public static string? FindMissing(JsonTypeInfo type, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object || type.Kind != JsonTypeInfoKind.Object)
        {
            return null;
        }

        foreach (var member in type.Properties)
        {
            if (IsNeeded(member) && !IsStored(member.Name, arguments, type.Options))
            {
                return member.Name;
            }
        }

        return null;
    }

    private static bool IsNeeded(JsonPropertyInfo member) =>
        member is { AssociatedParameter: { HasDefaultValue: false, IsMemberInitializer: false }, IsExtensionData: false }
        && !IsFSharpOption(member.PropertyType)
        && !MayBeLeftOut(member);

    // The parameters of an F# record have no defaults: None is what its options have instead.
    private static bool IsFSharpOption(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition().FullName
            is "Microsoft.FSharp.Core.FSharpOption`1"
                or "Microsoft.FSharp.Core.FSharpValueOption`1";

    // Left out when it was written, and so no sign of an older release.
    private static bool MayBeLeftOut(JsonPropertyInfo member)
    {
        var own = member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) as JsonIgnoreAttribute[];
        return member.ShouldSerialize is not null
            || (own is [var ignore, ..] ? ignore.Condition : member.Options.DefaultIgnoreCondition) switch
            {
                JsonIgnoreCondition.Never => false,
                JsonIgnoreCondition.WhenWritingNull => CanBeNull(member.PropertyType),
                _ => true,
            };
    }

    private static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    private static bool IsStored(string name, JsonElement arguments, JsonSerializerOptions options) =>
        arguments.TryGetProperty(name, out _)
        || options.PropertyNameCaseInsensitive
            && arguments.EnumerateObject().Any(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
}
