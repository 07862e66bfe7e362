using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>How the object of an instance task is made: by the rules of <c>ActivatorUtilities</c>, at compile time.</summary>
internal static class TargetParser
{
    private const string PreferredAttribute = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";
    private const string KeyedAttribute = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
    private const string SetsRequiredMembersAttribute = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    /// <summary>Null for a static method; the type must have passed <see cref="Check"/>.</summary>
    public static TargetModel? Parse(IMethodSymbol method) =>
        method.IsStatic ? null : new(Candidates(method.ContainingType)[0].Parameters.Select(Parse).ToEquatableArray());

    public static void Check(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        if (!method.IsStatic && FindFlaw(method.ContainingType) is { } flaw)
        {
            string[] arguments = [method.TaskInMessage(), method.ContainingType.Name, flaw];
            diagnostics.Report(ShapeDescriptors.CannotBeConstructed, method.Locations[0], arguments);
        }
    }

    private static string? FindFlaw(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
        {
            return "it is abstract";
        }
        if (type.IsRefLikeType)
        {
            return "it is a ref struct";
        }
        var candidates = Candidates(type);
        return candidates.Length switch
        {
            0 => "it has no public constructor",
            > 1 => "two fit equally well, mark one with [ActivatorUtilitiesConstructor]",
            _ => FindFlaw(type, candidates[0]),
        };
    }

    private static string? FindFlaw(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        if (RequiresMembers(type) && !constructor.Has(SetsRequiredMembersAttribute))
        {
            return "it has required members, take them in the constructor and mark it with [SetsRequiredMembers]";
        }
        return constructor.Parameters.FirstOrDefault(IsNoService) is { } odd ? $"'{odd.Name}' cannot be a service" : null;
    }

    private static bool IsNoService(IParameterSymbol parameter) =>
        parameter.RefKind is not (RefKind.None or RefKind.In)
        || parameter.Type.IsRefLikeType
        || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    private static bool RequiresMembers(INamedTypeSymbol type) =>
        type.SelfAndBases()
            .SelectMany(self => self.GetMembers())
            .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    /// <summary>The marked constructors, else the longest public ones.</summary>
    private static IMethodSymbol[] Candidates(INamedTypeSymbol type)
    {
        var usable = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToArray();
        var preferred = usable.Where(constructor => constructor.Has(PreferredAttribute)).ToArray();
        return preferred.Length > 0
            ? preferred
            : usable.GroupBy(constructor => constructor.Parameters.Length).OrderByDescending(group => group.Key).FirstOrDefault()?.ToArray()
                ?? [];
    }

    private static ServiceModel Parse(IParameterSymbol parameter) =>
        new(
            parameter.Type.InCodeNotNull(),
            parameter.Type.WithoutNullable().InCodeNotNull(),
            parameter.Type.Is("System.IServiceProvider"),
            // A key that is not written here is inherited from a registration, and there is none.
            parameter.Find(KeyedAttribute)?.ConstructorArguments
                is { Length: 1 } keys
            && !keys[0].IsNull
                ? Literals.Of(keys[0])
                : null,
            Literals.DefaultOf(parameter)
        );
}
