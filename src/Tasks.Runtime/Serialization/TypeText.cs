namespace Tasks.Runtime.Serialization;

/// <summary>A type's name as a person writes it: <c>List&lt;Int32&gt;</c>.</summary>
internal static class TypeText
{
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : type.Name;
    }
}
