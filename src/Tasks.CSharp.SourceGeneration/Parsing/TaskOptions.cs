using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>What is written in <c>[Task(…)]</c> on a method; lives only while the method is parsed.</summary>
internal sealed class TaskOptions(IMethodSymbol method, AttributeData attribute)
{
    public IMethodSymbol Method => method;

    public string Name => Value("Name") as string ?? DefaultName;

    public IEnumerable<string> FormerNames => Constants("FormerNames").Select(name => name.Value as string ?? "");

    public IEnumerable<TypedConstant> Constants(string option) =>
        Argument(option) is { Kind: TypedConstantKind.Array, IsNull: false } array ? array.Values : [];

    public IEnumerable<NameClaim> Names =>
        FormerNames
            .Select(name => new NameClaim(name, Display, LocationInfo.From(LocationOf("FormerNames"))))
            .Prepend(new NameClaim(Name, Display, LocationInfo.From(LocationOf("Name"))))
            .GroupBy(claim => claim.Name)
            .Select(claims => claims.First());

    public object? Value(string option) => Argument(option) is { Kind: not TypedConstantKind.Array } constant ? constant.Value : null;

    public TypedConstant? Argument(string option)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == option && pair.Value.Kind != TypedConstantKind.Error)
            {
                return pair.Value;
            }
        }
        return null;
    }

    /// <summary>Where the option is written, or the method's name.</summary>
    public Location LocationOf(string option)
    {
        var arguments = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments;
        var written = arguments?.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option);
        return written?.Expression.GetLocation() ?? method.Locations[0];
    }

    private string DefaultName => $"{method.ContainingType?.ToDisplayString(Plain)}.{method.Name}";

    private string Display => method.ContainingType.ToDisplayString(Plain) + "." + method.Name;

    private static readonly SymbolDisplayFormat Plain = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces
    );
}
