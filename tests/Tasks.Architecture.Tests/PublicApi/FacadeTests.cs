using System.Reflection;

namespace Tasks.Architecture.Tests.PublicApi;

/// <summary>A user of the facade needs to know neither LanguageExt nor F#.</summary>
public sealed class FacadeTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly string[] Foreign = ["LanguageExt.Core", "FSharp.Core"];

    /// <summary>Namespace Tasks is the facade, whichever project a type of it lives in.</summary>
    private static IReadOnlyList<Type> Facade =>
        [.. Project.Libraries.SelectMany(project => project.Assembly.GetExportedTypes()).Where(IsFacade)];

    [Fact, Trait("Spec", "API-1")]
    public void The_facade_shows_no_type_of_LanguageExt_or_FSharp()
    {
        var shown = Facade.SelectMany(type => Shown(type).SelectMany(Parts).Distinct().Select(part => (type, part)));

        Assert.Contains("InvalidTaskException", Facade.Select(type => type.Name));
        Offenders.AssertNone(
            shown.Where(found => Foreign.Contains(found.part.Assembly.GetName().Name)).Select(found => $"{found.type} shows {found.part}")
        );
    }

    private static bool IsFacade(Type type) => type.Namespace == "Tasks" || type.Assembly.GetName().Name == "Tasks.CSharp";

    private static IEnumerable<Type> Shown(Type type)
    {
        var members = type.GetMembers(Everything).Where(member => member.DeclaringType?.Assembly == type.Assembly).ToList();
        var methods = members
            .OfType<MethodBase>()
            .Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            .ToList();
        var fields = members.OfType<FieldInfo>().Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly);
        return type.GetInterfaces()
            .Concat(type.BaseType is null ? [] : [type.BaseType])
            .Concat(type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints()))
            .Concat(fields.Select(field => field.FieldType))
            .Concat(methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(methods.OfType<MethodInfo>().Select(method => method.ReturnType));
    }

    /// <summary>A type and all it is made of: elements of arrays, arguments of generic types.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType
            ? Parts(type.GetElementType()!)
            : type.GetGenericArguments().Where(argument => argument != type).SelectMany(Parts).Append(type);
}
