using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>Constants as C# writes them.</summary>
internal static class Literals
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(double number) =>
        number switch
        {
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            _ => Negative(number) + Math.Abs(number).ToString("R", CultureInfo.InvariantCulture) + "D",
        };

    /// <summary>The default of a parameter, or null if it has none that can be written.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }
        return parameter.ExplicitDefaultValue is { } value ? Of(value, parameter.Type) : NullOf(parameter.Type);
    }

    /// <summary>An argument of an attribute.</summary>
    public static string? Of(TypedConstant constant) =>
        constant switch
        {
            { IsNull: true } => "null",
            { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: { } value, Type: { } type } => Of(value, type),
            { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({type.InCodeNotNull()})",
            _ => null,
        };

    private static string NullOf(ITypeSymbol type) =>
        type switch
        {
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
            { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } => "null!",
            { IsReferenceType: true } => "null",
            _ => "default",
        };

    private static string? Of(object value, ITypeSymbol type)
    {
        var bare = type.WithoutNullable();
        return bare.TypeKind == TypeKind.Enum ? Member(value, bare)
            : bare.SpecialType is SpecialType.System_Object or SpecialType.None ? null
            : Primitive(value);
    }

    private static string Member(object value, ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value)) is { } member
            ? $"{type.InCode()}.{member.Name.Escaped()}"
            : $"({type.InCode()})({Primitive(value)})";

    private static string? Primitive(object value) =>
        value switch
        {
            string text => Of(text),
            char character => SymbolDisplay.FormatLiteral(character, quote: true),
            bool truth => truth ? "true" : "false",
            double number => Of(number),
            float number => Of(number),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
            long number => number.ToString(CultureInfo.InvariantCulture) + "L",
            ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
            uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
            sbyte or byte or short or ushort or int => Convert.ToString(value, CultureInfo.InvariantCulture),
            _ => null,
        };

    private static string Of(float number) =>
        number switch
        {
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            _ => Negative(number) + Math.Abs(number).ToString("R", CultureInfo.InvariantCulture) + "F",
        };

    // A negative zero has no sign in the text of .NET Framework.
    private static string Negative(double number) => BitConverter.DoubleToInt64Bits(number) < 0 ? "-" : "";
}
