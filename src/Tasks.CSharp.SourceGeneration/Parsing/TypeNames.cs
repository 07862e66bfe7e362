using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>How symbols are written in generated code, and in messages.</summary>
internal static class TypeNames
{
    private const string AllowNullAttribute = "System.Diagnostics.CodeAnalysis.AllowNullAttribute";
    private const string DisallowNullAttribute = "System.Diagnostics.CodeAnalysis.DisallowNullAttribute";

    private static readonly SymbolDisplayFormat Code = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    private static readonly SymbolDisplayFormat Message = SymbolDisplayFormat.CSharpShortErrorMessageFormat;

    /// <summary>With <c>global::</c> and nullable marks.</summary>
    public static string InCode(this ITypeSymbol type) =>
        // A dynamic argument would leave the choice of the method to run time.
        type is IDynamicTypeSymbol
            ? type.NullableAnnotation == NullableAnnotation.Annotated
                ? "object?"
                : "object"
            : type.ToDisplayString(Code);

    public static string InCodeNotNull(this ITypeSymbol type) =>
        type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).InCode() : type.InCode();

    /// <summary>A parameter from code without nullable annotations takes null without a warning, here too.</summary>
    public static string InCodeWithNullability(this IParameterSymbol parameter) =>
        parameter switch
        {
            { Type.IsReferenceType: false } => parameter.Type.InCode(),
            { Type.NullableAnnotation: NullableAnnotation.None } => parameter.Type.InCodeOrNull(),
            _ when parameter.Has(AllowNullAttribute) => parameter.Type.InCodeOrNull(),
            _ when parameter.Has(DisallowNullAttribute) => parameter.Type.InCodeNotNull(),
            _ => parameter.Type.InCode(),
        };

    public static string InCodeOrNull(this ITypeSymbol type) =>
        type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.Annotated).InCode() : type.InCode();

    public static string InMessage(this ISymbol symbol) => symbol.ToDisplayString(Message);

    /// <summary><c>Type.Method</c>: overloads are no matter for messages.</summary>
    public static string TaskInMessage(this IMethodSymbol method) =>
        method.ContainingType is { Name.Length: > 0 } type ? $"{type.Name}.{method.Name}" : method.Name;

    public static string Escaped(this string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;
}
