using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>The types around a task method, each of which must be open for a generated part.</summary>
internal static class ContainerParser
{
    public static ContainerModel Parse(IMethodSymbol method)
    {
        var scope = method.ContainingType.ContainingNamespace;
        return new(
            scope.IsGlobalNamespace ? "" : scope.ToDisplayString(NamespaceFormat),
            Chain(method).Select(type => new ContainerPart(Keyword(type), type.Name.Escaped())).ToEquatableArray(),
            Chain(method).Any(type => type.Has(WellKnownTypes.ObsoleteAttribute))
        );
    }

    public static void Check(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        foreach (var type in Chain(method))
        {
            if (type.IsGenericType && type.Arity > 0)
            {
                diagnostics.Report(ShapeDescriptors.Generic, type.Locations[0], method.TaskInMessage(), $"type '{type.InMessage()}'");
            }
            else if (type.IsFileLocal)
            {
                Unreachable($"'{type.Name}' is file-local, remove its 'file' modifier");
            }
            else if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || !type.CanBeReferencedByName)
            {
                Unreachable(type.Name.Length == 0 ? "it is in an extension block" : $"'{type.Name}' cannot be partial");
            }
            else if (!IsPartial(type))
            {
                diagnostics.Report(ShapeDescriptors.TypeIsNotPartial, type.Locations[0], type.Name, method.TaskInMessage());
            }
        }

        void Unreachable(string reason) =>
            diagnostics.Report(ShapeDescriptors.Unreachable, method.Locations[0], method.TaskInMessage(), reason);
    }

    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(
        SymbolDisplayGlobalNamespaceStyle.Omitted
    );

    private static Stack<INamedTypeSymbol> Chain(IMethodSymbol method)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type);
        }
        return types;
    }

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
        );

    private static string Keyword(INamedTypeSymbol type) =>
        (type.IsRecord ? "record " : "")
        + type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            _ => "class",
        };
}
