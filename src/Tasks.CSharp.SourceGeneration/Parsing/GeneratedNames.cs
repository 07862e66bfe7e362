using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>The names of what is generated beside a task method.</summary>
internal static class GeneratedNames
{
    private const string Async = "Async";

    /// <summary>The method's name less a trailing <c>Async</c>, plus <c>Task</c>.</summary>
    public static string PropertyFor(IMethodSymbol method)
    {
        var name = method.Name;
        var endsInAsync = name.Length > Async.Length && name.EndsWith(Async, StringComparison.Ordinal);
        return (endsInAsync ? name.Substring(0, name.Length - Async.Length) : name) + "Task";
    }

    /// <summary>Nobody writes this name, so it gives way to any member that has it.</summary>
    public static string HandleFor(IMethodSymbol method)
    {
        var name = PropertyFor(method) + "Handle";
        while (IsTaken(method.ContainingType, name))
        {
            name += "_";
        }
        return name;
    }

    public static void Check(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        var property = PropertyFor(method);
        if (IsTaken(method.ContainingType, property) || EarlierTasks(method).Any(earlier => PropertyFor(earlier) == property))
        {
            string[] arguments = [method.Name, property, method.ContainingType.Name];
            diagnostics.Report(ShapeDescriptors.GeneratedNameIsTaken, method.Locations[0], arguments);
        }
    }

    private static bool IsTaken(INamedTypeSymbol type, string name) => type.Name == name || !type.GetMembers(name).IsEmpty;

    private static IEnumerable<IMethodSymbol> EarlierTasks(IMethodSymbol method) =>
        method
            .ContainingType.GetMembers()
            .OfType<IMethodSymbol>()
            .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, method))
            .Where(other => other.Has(WellKnownTypes.TaskAttribute));
}
