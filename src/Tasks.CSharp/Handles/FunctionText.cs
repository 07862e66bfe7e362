using System.Reflection;

namespace Tasks;

/// <summary>Where a function that a task was made of stands, as a person looks for it: <c>Shop.Orders.Total</c>.</summary>
internal static class FunctionText
{
    /// <summary>Type and method; of a lambda, those it is written in.</summary>
    public static string Of(MethodInfo function)
    {
        var type = function.DeclaringType;
        while (type is { DeclaringType: { } outer } && IsMadeUp(type))
        {
            type = outer;
        }

        return $"{type}.{(IsMadeUp(function) ? function.Name[1..function.Name.IndexOf('>', StringComparison.Ordinal)] : function.Name)}";
    }

    // The compiler names what it makes of a lambda <Total>b__0.
    private static bool IsMadeUp(MemberInfo member) => member.Name.StartsWith('<');
}
