using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tasks.Architecture.Tests.PublicApi;

/// <summary>The line that introduces a type: what it is, its full name, what it derives from.</summary>
internal static class TypeHeader
{
    public static string Of(Type type)
    {
        var space = type.Namespace is null ? "" : type.Namespace + ".";
        var bases = Bases(type).ToList();
        return $"{Kind(type)} {space}{TypeText.Of(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}{Constraints(type.GetGenericArguments())}";
    }

    public static string Constraints(Type[] parameters) =>
        string.Concat(parameters.Where(type => type.IsGenericParameter).Select(Constraint));

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> constraints =
        [
            .. isStruct ? ["struct"] : Array.Empty<string>(),
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => TypeText.Of(type)),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? ["new()"] : Array.Empty<string>(),
        ];
        return constraints.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")
                + (IsRecord(type) ? "record struct" : "struct"),
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (
                type.IsAbstract ? "abstract "
                : type.IsSealed ? "sealed "
                : ""
            ) + (IsRecord(type) ? "record" : "class"),
        };

    /// <summary>
    /// The base type, if it says anything, then the interfaces that neither it nor another interface brings along. That a record equals
    /// others of its type goes without saying.
    /// </summary>
    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        var inherited = type.GetInterfaces().SelectMany(found => found.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var own = type.GetInterfaces()
            .Except(inherited)
            .Where(found => found.IsVisible && !(IsRecord(type) && found.Name == "IEquatable`1"))
            .Select(found => TypeText.Of(found))
            .Order(StringComparer.Ordinal);
        var parent = type.BaseType is { } found && found != typeof(object) && found != typeof(ValueType) ? TypeText.Of(found) : null;
        return parent is null ? own : own.Prepend(parent);
    }

    private static bool IsRecord(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetMethod("PrintMembers", Own) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute));
    }
}
