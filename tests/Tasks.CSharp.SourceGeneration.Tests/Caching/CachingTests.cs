using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Caching;

public sealed class CachingTests
{
    private const string Source = """
        public static partial class Maths
        {
            [Task(DoNotRetryOn = new[] { typeof(ArgumentException) })] public static int Add(int a, int b = 2) => a + b;
            [Task] public static void Wrong(ref int a) { }
            [Task(Name = "same")] public static void One() { }
            [Task(Name = "same")] public static void Two() { }
        }
        public partial class Mails(IServiceProvider provider) { [Task] public void Send() => provider.ToString(); }
        """;

    private static readonly IncrementalStepRunReason[] Untouched = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void An_unrelated_edit_leaves_every_step_as_it_was()
    {
        var first = Generation.Compile(Source);

        var rerun = Rerun(first, first.AddSyntaxTrees(Generation.Parse("public sealed class Unrelated;", "Unrelated.cs")));

        var steps = rerun.TrackedSteps.Where(step => TaskGenerator.Steps.All.Contains(step.Key)).ToArray();
        Assert.Equal(TaskGenerator.Steps.All.Order(), steps.Select(step => step.Key).Order());
        Assert.All(steps.SelectMany(step => Reasons(step.Value)), reason => Assert.Contains(reason, Untouched));
        Assert.All(rerun.TrackedOutputSteps.Values.SelectMany(runs => Reasons(runs)), reason => Assert.Contains(reason, Untouched));
    }

    [Fact]
    public void An_edit_that_only_moves_tasks_generates_nothing_anew()
    {
        var first = Generation.Compile(Source);
        var moved = Generation.Parse("// A line more.\n" + Source, "Source.cs");

        var rerun = Rerun(first, first.ReplaceSyntaxTree(first.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs"), moved));

        string[] emitted = [TaskGenerator.Steps.Types, TaskGenerator.Steps.Module];
        Assert.All(emitted.SelectMany(step => Reasons(rerun.TrackedSteps[step])), reason => Assert.Contains(reason, Untouched));
    }

    [Fact]
    public void An_edit_of_one_type_leaves_the_others_as_they_were()
    {
        var first = Generation.Compile(Source);
        var edited = Generation.Parse(Source.Replace("void Send()", "void Send(int to)"), "Source.cs");

        var rerun = Rerun(first, first.ReplaceSyntaxTree(first.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs"), edited));

        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged],
            Reasons(rerun.TrackedSteps[TaskGenerator.Steps.Types]).OrderBy(reason => reason != IncrementalStepRunReason.Modified)
        );
    }

    private static GeneratorRunResult Rerun(Compilation first, Compilation second)
    {
        var cancellation = TestContext.Current.CancellationToken;
        return Generation.Driver().RunGenerators(first, cancellation).RunGenerators(second, cancellation).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> runs) =>
        runs.SelectMany(run => run.Outputs).Select(output => output.Reason);
}
