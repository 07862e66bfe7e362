using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>What a task method returns, without the awaitable around it.</summary>
internal static class ReturnParser
{
    private const string MaybeNullAttribute = "System.Diagnostics.CodeAnalysis.MaybeNullAttribute";

    public static ReturnModel Parse(IMethodSymbol method)
    {
        var (awaited, result) = Split(method.ReturnType);
        var mayBeNoTask = awaited == Awaitable.Task && method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated;
        return new(awaited, mayBeNoTask, MayBeNull(method) && awaited == Awaitable.None ? result?.InCodeOrNull() : result?.InCode());
    }

    public static void Check(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            diagnostics.Report(ShapeDescriptors.ByReference, method.Locations[0], "the result", method.TaskInMessage());
        }
        else if (method.IsAsync && method.ReturnsVoid)
        {
            diagnostics.Report(ShapeDescriptors.AsyncVoid, method.Locations[0], method.TaskInMessage());
        }
        else if (Split(method.ReturnType).Result is { } result)
        {
            Serialisability.CheckResult(result, method, diagnostics);
        }
    }

    private static bool MayBeNull(IMethodSymbol method) =>
        method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.Is(MaybeNullAttribute) == true);

    private static (Awaitable Awaited, ITypeSymbol? Result) Split(ITypeSymbol type)
    {
        var awaited =
            type.Is("System.Threading.Tasks.Task") ? Awaitable.Task
            : type.Is("System.Threading.Tasks.ValueTask") ? Awaitable.ValueTask
            : Awaitable.None;
        return awaited == Awaitable.None
            ? (awaited, type.SpecialType == SpecialType.System_Void ? null : type)
            : (awaited, ((INamedTypeSymbol)type).TypeArguments.FirstOrDefault());
    }
}
