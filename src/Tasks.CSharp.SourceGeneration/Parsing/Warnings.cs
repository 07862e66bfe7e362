using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>Attributes that warn whoever names a symbol: callers of a task shall be warned, generated code shall not.</summary>
internal static class Warnings
{
    /// <summary>The method's own, in full.</summary>
    public static EquatableArray<string> CarriedBy(IMethodSymbol method) =>
        new[] { WellKnownTypes.ObsoleteAttribute, WellKnownTypes.ExperimentalAttribute }
            .Select(method.Find)
            .OfType<AttributeData>()
            .Select(attribute =>
                $"{attribute.AttributeClass!.InCode()}({string.Join(", ", attribute.ConstructorArguments.Select(Literals.Of))})"
            )
            .ToEquatableArray();

    /// <summary>The ids of all experimental features in sight of the method.</summary>
    public static EquatableArray<string> ExperimentsOf(IMethodSymbol method) =>
        Named(method)
            .Select(symbol => symbol.Find(WellKnownTypes.ExperimentalAttribute)?.ConstructorArguments.FirstOrDefault().Value)
            .OfType<string>()
            .Distinct()
            .OrderBy(id => id, StringComparer.Ordinal)
            .ToEquatableArray();

    private static IEnumerable<ISymbol> Named(IMethodSymbol method)
    {
        yield return method;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
        var constructors = method.ContainingType.InstanceConstructors;
        foreach (var type in Types(method).Concat(constructors.SelectMany(Types)).SelectMany(Parts))
        {
            yield return type;
        }
    }

    private static IEnumerable<ITypeSymbol> Types(IMethodSymbol method) =>
        method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType);

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => Parts(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Prepend(type),
            _ => [type],
        };
}
