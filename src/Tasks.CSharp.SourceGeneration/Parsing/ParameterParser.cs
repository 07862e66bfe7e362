using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>The parameters of a task method, and what is passed for each.</summary>
internal static class ParameterParser
{
    public static EquatableArray<ParameterModel> Parse(IMethodSymbol method)
    {
        var parameters = method.Parameters.Select(Parse).ToArray();
        for (int i = parameters.Length - 1, isOptional = 1; i >= 0; i--)
        {
            // C# allows defaults only at the end; attributes, and "params" made a plain array, can put them elsewhere.
            var isArgument = parameters[i].Role == ParameterRole.Argument;
            isOptional = isArgument && parameters[i].Default is null ? 0 : isOptional;
            parameters[i] = parameters[i] with { IsOptional = isArgument && isOptional == 1 };
        }
        return parameters.ToEquatableArray();
    }

    public static void Check(IMethodSymbol method, DiagnosticBag diagnostics)
    {
        foreach (var parameter in method.Parameters)
        {
            Check(parameter, method, diagnostics);
        }
        foreach (var second in method.Parameters.Where(parameter => parameter.Type.IsCancellationToken()).Skip(1))
        {
            var name = method.TaskInMessage();
            diagnostics.Report(ParameterDescriptors.SecondCancellationToken, second.Locations[0], second.Name, name);
        }
    }

    private static void Check(IParameterSymbol parameter, IMethodSymbol method, DiagnosticBag diagnostics)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
        {
            var what = $"parameter '{parameter.Name}'";
            diagnostics.Report(ShapeDescriptors.ByReference, parameter.Locations[0], what, method.TaskInMessage());
        }
        else if (parameter.Type.IsTaskContext())
        {
            if (parameter.Ordinal > 0)
            {
                diagnostics.Report(ParameterDescriptors.ContextIsNotFirst, parameter.Locations[0], method.TaskInMessage());
            }
        }
        else if (!parameter.Type.IsCancellationToken())
        {
            Serialisability.CheckParameter(parameter, method, diagnostics);
        }
    }

    private static ParameterModel Parse(IParameterSymbol parameter)
    {
        var role =
            parameter.Type.IsTaskContext() ? ParameterRole.Context
            : parameter.Type.IsCancellationToken() ? ParameterRole.Cancellation
            : ParameterRole.Argument;
        return new(parameter.Name, parameter.InCodeWithNullability(), role, Literals.DefaultOf(parameter), IsOptional: false);
    }
}
