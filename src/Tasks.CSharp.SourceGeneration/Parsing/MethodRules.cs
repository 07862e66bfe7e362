using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>What kind of method can be a task.</summary>
internal static class MethodRules
{
    public static void Check(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        if (FindFlaw(method) is { } flaw)
        {
            diagnostics.Report(ShapeDescriptors.Unreachable, method.Locations[0], method.TaskInMessage(), flaw);
        }
        if (method.IsGenericMethod)
        {
            diagnostics.Report(ShapeDescriptors.Generic, method.Locations[0], method.TaskInMessage(), "method");
        }
    }

    private static string? FindFlaw(IMethodSymbol method) =>
        method switch
        {
            { MethodKind: MethodKind.LocalFunction } => "it is a local function",
            { MethodKind: MethodKind.AnonymousFunction } => "it is a lambda",
            { MethodKind: MethodKind.ExplicitInterfaceImplementation } => "it implements an interface explicitly",
            { MethodKind: not MethodKind.Ordinary } => "it is an accessor, an operator or a finalizer",
            { ContainingType.TypeKind: TypeKind.Interface } => "it is a member of an interface",
            { IsAbstract: true } => "it is abstract",
            _ => null,
        };
}
