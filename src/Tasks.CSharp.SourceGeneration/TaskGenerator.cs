using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Emission;
using Tasks.SourceGeneration.Model;
using Tasks.SourceGeneration.Parsing;

namespace Tasks.SourceGeneration;

/// <summary>
/// Expands <c>[Task]</c>: parse → equatable model → emit. No step after the first holds a symbol or a syntax node, so an edit
/// elsewhere ends at the first comparison.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TaskGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var candidates = context
            .SyntaxProvider.ForAttributeWithMetadataName(WellKnownTypes.TaskAttribute, static (_, _) => true, TaskParser.Parse)
            .Where(static candidate => candidate is not null)
            .Select(static (candidate, _) => candidate!)
            .WithTrackingName(Steps.Candidates);

        ReportDiagnostics(context, candidates);
        EmitTasks(context, candidates);
    }

    private static void ReportDiagnostics(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TaskCandidate> candidates
    )
    {
        var diagnostics = candidates.SelectMany(static (candidate, _) => candidate.Diagnostics).WithTrackingName(Steps.Diagnostics);
        var duplicates = candidates
            .SelectMany(static (candidate, _) => candidate.Names)
            .Collect()
            .SelectMany(static (claims, _) => DuplicateNames.Find(claims))
            .WithTrackingName(Steps.Duplicates);

        context.RegisterSourceOutput(diagnostics, static (output, found) => output.ReportDiagnostic(found.ToDiagnostic()));
        context.RegisterSourceOutput(duplicates, static (output, found) => output.ReportDiagnostic(found.ToDiagnostic()));
    }

    private static void EmitTasks(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<TaskCandidate> candidates)
    {
        var types = candidates
            .Where(static candidate => candidate.Model is not null)
            .Select(static (candidate, _) => candidate.Model!)
            .WithTrackingName(Steps.Tasks)
            .Collect()
            .SelectMany(static (tasks, _) => TypeModel.Group(tasks))
            .WithTrackingName(Steps.Types);
        context.RegisterSourceOutput(types, static (output, type) => output.AddSource(type.HintName, TypeEmitter.Emit(type)));

        var name = context.CompilationProvider.Select(static (compilation, _) => ModuleModel.NameFor(compilation.AssemblyName));
        var module = types
            .Collect()
            .Combine(context.CompilationProvider.Select(ModuleParser.ReferencedModules))
            .Combine(name)
            .Select(static (parts, _) => ModuleModel.Of(parts.Right, parts.Left.Left, parts.Left.Right))
            .WithTrackingName(Steps.Module);
        context.RegisterSourceOutput(
            module,
            static (output, module) =>
            {
                if (!module.IsEmpty)
                {
                    output.AddSource("TaskModule.g.cs", ModuleEmitter.Emit(module));
                }
            }
        );
    }

    /// <summary>Names of the steps, for the caching tests.</summary>
    internal static class Steps
    {
        public const string Candidates = nameof(Candidates);
        public const string Diagnostics = nameof(Diagnostics);
        public const string Duplicates = nameof(Duplicates);
        public const string Tasks = nameof(Tasks);
        public const string Types = nameof(Types);
        public const string Module = nameof(Module);

        public static readonly string[] All = [Candidates, Diagnostics, Duplicates, Tasks, Types, Module];
    }
}
