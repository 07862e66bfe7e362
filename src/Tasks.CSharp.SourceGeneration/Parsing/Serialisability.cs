using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>What System.Text.Json can never write and read back, whatever its options.</summary>
internal static class Serialisability
{
    private const string JsonConverterAttribute = "System.Text.Json.Serialization.JsonConverterAttribute";

    private static readonly (string Type, string Advice)[] Never =
    [
        ("System.Delegate", "pass what it needs to know instead"),
        ("System.Threading.Tasks.Task", "await it first"),
        ("System.Threading.Tasks.ValueTask", "await it first"),
        ("System.IO.Stream", "store the content elsewhere and pass where it is"),
        ("System.Type", "pass its name"),
        ("System.Reflection.MemberInfo", "pass its name"),
        ("System.Threading.CancellationTokenSource", "take a CancellationToken: it comes from the run"),
        ("System.Threading.CancellationToken", "take a plain CancellationToken: it comes from the run"),
        ("Tasks.TaskContext", "take a plain TaskContext: it comes from the run"),
        ("System.IServiceProvider", "take services in the constructor of an instance task, or use TaskContext.Services"),
        ("Microsoft.Extensions.Logging.ILogger", "take services in the constructor of an instance task"),
        ("System.Collections.Generic.IAsyncEnumerable", "pass a list"),
    ];

    public static void CheckParameter(IParameterSymbol parameter, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        var place = $"parameter '{parameter.Name}'";
        if (FindFlaw(parameter.Type) is not { } flaw)
        {
            WarnOfObject(parameter.Type, parameter.Locations[0], place, method, diagnostics);
        }
        else if (flaw.Advice is { } advice)
        {
            string[] arguments = [parameter.Name, method.TaskInMessage(), flaw.Type.InMessage(), advice];
            diagnostics.Report(ParameterDescriptors.ParameterIsNeverSerialisable, parameter.Locations[0], arguments);
        }
        else
        {
            ReportShape(flaw.Type, parameter.Locations[0], place, method, diagnostics);
        }
    }

    public static void CheckResult(ITypeSymbol result, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        var location = method.Locations[0];
        if (FindFlaw(result) is not { } flaw)
        {
            WarnOfObject(result, location, "the result", method, diagnostics);
        }
        else if (flaw.Advice is { } advice)
        {
            string[] arguments = [method.TaskInMessage(), flaw.Type.InMessage(), advice];
            diagnostics.Report(ParameterDescriptors.ResultIsNeverSerialisable, location, arguments);
        }
        else
        {
            ReportShape(flaw.Type, location, "the result", method, diagnostics);
        }
    }

    private static void ReportShape(ITypeSymbol type, Location location, string place, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        var descriptor = type.IsRefLikeType ? ParameterDescriptors.RefStruct : ParameterDescriptors.ValueTuple;
        diagnostics.Report(descriptor, location, type.InMessage(), place, method.TaskInMessage());
    }

    private static void WarnOfObject(ITypeSymbol type, Location location, string place, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        if (type.Parts().FirstOrDefault(part => part is { SpecialType: SpecialType.System_Object } or IDynamicTypeSymbol) is { } part)
        {
            diagnostics.Report(ParameterDescriptors.ComesBackAsJsonElement, location, place, method.TaskInMessage(), part.InMessage());
        }
    }

    /// <summary>The type itself, its element types and type arguments; a type with its own converter answers for its parts.</summary>
    private static IEnumerable<ITypeSymbol> Parts(this ITypeSymbol type)
    {
        if (type.Has(JsonConverterAttribute))
        {
            return [];
        }
        IEnumerable<ITypeSymbol> inner = type switch
        {
            IArrayTypeSymbol array => array.ElementType.Parts(),
            INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts),
            _ => [],
        };
        return inner.Prepend(type);
    }

    private static (ITypeSymbol Type, string? Advice)? FindFlaw(ITypeSymbol type)
    {
        foreach (var part in type.Parts())
        {
            if (part.IsRefLikeType || part.IsTupleType)
            {
                return (part, null);
            }
            if (AdviceAgainst(part) is { } advice)
            {
                return (part, advice);
            }
        }
        return null;
    }

    private static string? AdviceAgainst(ITypeSymbol type) =>
        type switch
        {
            { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "an address means nothing elsewhere",
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => "use long or ulong",
            IArrayTypeSymbol { Rank: > 1 } => "use an array of arrays",
            _ => Never.Where(never => type.SelfAndBases().Any(self => self.Is(never.Type))).Select(never => never.Advice).FirstOrDefault(),
        };
}
