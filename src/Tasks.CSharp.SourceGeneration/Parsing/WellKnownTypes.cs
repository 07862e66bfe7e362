using Microsoft.CodeAnalysis;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>Types told by name, so that no compilation is kept.</summary>
internal static class WellKnownTypes
{
    public const string TaskAttribute = "Tasks.TaskAttribute";
    public const string ObsoleteAttribute = "System.ObsoleteAttribute";
    public const string ExperimentalAttribute = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";
    public const string TaskModuleAttribute = "Tasks.Generation.TaskModuleAttribute";

    public static bool IsTaskContext(this ITypeSymbol type) => type.Is("Tasks.TaskContext");

    public static bool IsCancellationToken(this ITypeSymbol type) => type.Is("System.Threading.CancellationToken");

    public static bool Has(this ISymbol symbol, string attribute) => symbol.Find(attribute) is not null;

    public static AttributeData? Find(this ISymbol symbol, string attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => data.AttributeClass?.Is(attribute) == true);

    /// <summary>Whether the type has this full name, type parameters not counted.</summary>
    public static bool Is(this ITypeSymbol type, string fullName)
    {
        var rest = fullName.Length - type.Name.Length - 1;
        return rest > 0
            && fullName[rest] == '.'
            && fullName.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ContainingType is null
            && type.ContainingNamespace?.ToDisplayString() == fullName.Substring(0, rest);
    }

    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    public static IEnumerable<ITypeSymbol> SelfAndBases(this ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
