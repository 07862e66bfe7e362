using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tasks.Architecture.Tests.PublicApi;

/// <summary>One line for each member that code outside the assembly can use, much as C# writes it.</summary>
internal static class MemberText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>A type's own members by name; what the compiler writes by itself (a record's Equals, say) is left out.</summary>
    public static IEnumerable<string> Of(Type type) =>
        type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
            : type.GetMembers(Declared)
                .Where(member => !IsWrittenByCompiler(member))
                .Select(member => (member.Name, Text: Of(member)))
                .Where(member => member.Text is not null)
                .OrderBy(member => member.Name, StringComparer.Ordinal)
                .ThenBy(member => member.Text, StringComparer.Ordinal)
                .Select(member => member.Text!);

    private static string? Of(MemberInfo member) =>
        member switch
        {
            ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) =>
                $"{Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
            MethodInfo { IsSpecialName: false } method when IsVisible(method) => Of(method),
            MethodInfo { IsSpecialName: true } method when IsVisible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) =>
                Of(method),
            PropertyInfo property => Of(property),
            FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Of(field),
            EventInfo found when IsVisible(found.AddMethod) =>
                $"{Access(found.AddMethod!)}event {TypeText.Of(found.EventHandlerType!)} {found.Name}",
            _ => null,
        };

    private static string Of(MethodInfo method)
    {
        var type = TypeText.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        var arguments = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        return $"{Access(method)}{Modifiers(method)}{type} {method.Name}{arguments}({Parameters(method)}){TypeHeader.Constraints(method.GetGenericArguments())}";
    }

    private static string? Of(PropertyInfo property)
    {
        if (new[] { property.GetMethod, property.SetMethod }.FirstOrDefault(IsVisible) is not { } accessor)
        {
            return null;
        }

        var type = TypeText.Of(property.PropertyType, new NullabilityInfoContext().Create(property));
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Of))}]" : "";
        var get = IsVisible(property.GetMethod) ? "get; " : "";
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var set = IsVisible(property.SetMethod) ? (isInit ? "init; " : "set; ") : "";
        return $"{Access(accessor)}{Modifiers(accessor)}{required}{type} {property.Name}{index} {{ {get}{set}}}";
    }

    private static string Of(FieldInfo field)
    {
        var type = TypeText.Of(field.FieldType, new NullabilityInfoContext().Create(field));
        var modifier = field switch
        {
            { IsLiteral: true } => "const ",
            { IsStatic: true, IsInitOnly: true } => "static readonly ",
            { IsStatic: true } => "static ",
            { IsInitOnly: true } => "readonly ",
            _ => "",
        };
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        return $"{(field.IsPublic ? "" : "protected ")}{modifier}{type} {field.Name}{value}";
    }

    private static string Parameters(MethodBase method)
    {
        var receiver = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return receiver + string.Join(", ", method.GetParameters().Select(Of));
    }

    private static string Of(ParameterInfo parameter)
    {
        var mode = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "";
        return $"{mode}{TypeText.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(object? value) =>
        value switch
        {
            null => "default",
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) =>
        method switch
        {
            { DeclaringType.IsInterface: true, IsStatic: false } => method.IsAbstract ? "" : "virtual ",
            { IsStatic: true } => method.IsAbstract ? "static abstract " : "static ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
            _ => "",
        };

    private static bool IsVisible(MethodBase? method) =>
        method is not null
        && (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false }));

    private static bool IsWrittenByCompiler(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || (member is not FieldInfo && member.IsDefined(typeof(CompilerGeneratedAttribute)))
        || (member is PropertyInfo { Name: "EqualityContract" });
}
