using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>From a method with <c>[Task]</c> to a model, or to what is wrong with it.</summary>
internal static class TaskParser
{
    public static TaskCandidate? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol symbol)
        {
            return null;
        }
        cancellationToken.ThrowIfCancellationRequested();
        var method = symbol.PartialDefinitionPart ?? symbol;
        var options = new TaskOptions(method, context.Attributes[0]);
        var diagnostics = new DiagnosticBag();
        Check(method, options, diagnostics);
        var isSound = !diagnostics.HasErrors && !HasErrorTypes(method);
        return new(
            isSound ? Model(method, options) : null,
            diagnostics.ToEquatableArray(),
            isSound ? options.Names.ToEquatableArray() : default
        );
    }

    private static void Check(IMethodSymbol method, TaskOptions options, DiagnosticBag diagnostics)
    {
        MethodRules.Check(method, diagnostics);
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            return;
        }
        ContainerParser.Check(method, diagnostics);
        if (!diagnostics.HasErrors)
        {
            GeneratedNames.Check(method, diagnostics);
            TargetParser.Check(method, diagnostics);
        }
        ParameterParser.Check(method, diagnostics);
        ReturnParser.Check(method, diagnostics);
        OptionRules.Check(options, diagnostics);
        NameRules.Check(options, diagnostics);
    }

    private static TaskModel Model(IMethodSymbol method, TaskOptions options) =>
        new(
            ContainerParser.Parse(method),
            new(
                method.Name.Escaped(),
                method.GetDocumentationCommentId() ?? "",
                SyntaxFacts.GetText(method.DeclaredAccessibility),
                ReturnParser.Parse(method),
                method.Has(WellKnownTypes.ObsoleteAttribute),
                Warnings.CarriedBy(method),
                Warnings.ExperimentsOf(method)
            ),
            GeneratedNames.PropertyFor(method),
            GeneratedNames.HandleFor(method),
            new(options.Name, DescriptionParser.Parse(method, options)),
            ParameterParser.Parse(method),
            TargetParser.Parse(method)
        );

    // The compiler says what is wrong with them; generated code that repeats them would only say it again.
    private static bool HasErrorTypes(IMethodSymbol method) =>
        method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Any(HasErrors)
        || (
            !method.IsStatic && method.ContainingType.InstanceConstructors.Any(made => made.Parameters.Any(given => HasErrors(given.Type)))
        );

    private static bool HasErrors(ITypeSymbol type) =>
        type switch
        {
            { TypeKind: TypeKind.Error } => true,
            IArrayTypeSymbol array => HasErrors(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(HasErrors),
            _ => false,
        };
}
