namespace Tasks.Runtime.Serialization;

/// <summary>A type's name as a person writes it: <c>List&lt;Int32&gt;</c>.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Advanced)]
public static class TypeText
{
    /// <summary>The name, without namespaces.</summary>
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : type.Name;
    }
}
