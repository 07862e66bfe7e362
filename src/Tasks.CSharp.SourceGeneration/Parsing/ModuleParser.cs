using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>The modules of referenced assemblies: only the compiler sees them all, also those that nothing touches.</summary>
internal static class ModuleParser
{
    public static EquatableArray<string> ReferencedModules(Compilation compilation, CancellationToken cancellationToken)
    {
        var home = compilation.GetTypeByMetadataName(WellKnownTypes.TaskModuleAttribute)?.ContainingAssembly;
        if (home is null)
        {
            return default;
        }
        var modules = new List<string>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (References(assembly, home) && IsInGlobalAlias(compilation, assembly))
            {
                modules.AddRange(ModulesOf(assembly));
            }
        }
        return modules.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
    }

    // Most assemblies know nothing of Tasks; asking those for their attributes would be the dear part.
    private static bool References(IAssemblySymbol assembly, IAssemblySymbol home) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == home.Identity.Name));

    private static bool IsInGlobalAlias(Compilation compilation, IAssemblySymbol assembly) =>
        compilation.GetMetadataReference(assembly) is not { Properties.Aliases: { IsEmpty: false } aliases } || aliases.Contains("global");

    private static IEnumerable<string> ModulesOf(IAssemblySymbol assembly) =>
        assembly
            .GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Is(WellKnownTypes.TaskModuleAttribute) == true)
            .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value)
            .OfType<INamedTypeSymbol>()
            .Where(type => type.TypeKind == TypeKind.Class)
            .Select(type => type.InCode());
}
