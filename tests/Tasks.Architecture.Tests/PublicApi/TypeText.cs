using System.Reflection;

namespace Tasks.Architecture.Tests.PublicApi;

/// <summary>Types as C# writes them, with their nullable annotations and without their namespaces.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(ushort)] = "ushort",
        [typeof(void)] = "void",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        // Of a type parameter reflection cannot tell T from T?.
        var mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType && !type.IsGenericParameter ? "?" : "";
        return type switch
        {
            { IsByRef: true } => Of(type.GetElementType()!, nullability),
            { IsPointer: true } => Of(type.GetElementType()!) + "*",
            { IsArray: true } =>
                $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}",
            _ => (Keywords.GetValueOrDefault(type) ?? Name(type, nullability)) + mark,
        };
    }

    /// <summary>A type's name with its own type arguments, after the names of the types it stands in.</summary>
    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var arguments = type.GetGenericArguments();
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var annotated = nullability?.GenericTypeArguments.Length == arguments.Length ? nullability.GenericTypeArguments : null;
        var own = arguments.Select((argument, index) => Of(argument, annotated?[index])).Skip(outer).ToList();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
        {
            return $"({string.Join(", ", own)})";
        }

        var name = type.Name.Split('`')[0] + (own.Count == 0 ? "" : $"<{string.Join(", ", own)}>");
        return type.DeclaringType is null ? name : $"{Name(type.DeclaringType, null)}.{name}";
    }
}
