using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tasks.SourceGeneration.Tests.Compiling;

/// <summary>One run of the generator over test source, and the compilation with what it generated.</summary>
internal sealed record Generation(CSharpCompilation Output, ImmutableArray<Diagnostic> Reported, GeneratorDriverRunResult Result)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Tasks;
        """;

    // As the SDK sets it: of all waves of warnings, also those to come.
    private const int EveryWarning = 9999;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    public static CSharpCompilation Compile(string source, params MetadataReference[] references) =>
        CSharpCompilation.Create(
            "Shop.Orders",
            [Parse(Usings, "Usings.cs"), Parse(source, "Source.cs")],
            [.. References.Framework, References.Facade, .. references],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                warningLevel: EveryWarning,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );

    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, ParseOptions, path, cancellationToken: TestContext.Current.CancellationToken);

    public static CSharpGeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create(
            [new TaskGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );

    public static Generation Of(string source, params MetadataReference[] references) => Of(Compile(source, references));

    public static Generation Of(CSharpCompilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported);
        Assert.All(driver.GetRunResult().Results, result => Assert.Null(result.Exception));
        return new((CSharpCompilation)output, reported, driver.GetRunResult());
    }

    /// <summary>The compiler has nothing to say, but that the test's own source has no documentation.</summary>
    public Generation AssertClean()
    {
        var complaints = Output
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(found => found.Severity > DiagnosticSeverity.Hidden)
            .Where(found => found.Id != "CS1591" || found.Location.SourceTree?.FilePath != "Source.cs")
            .ToArray();
        Assert.True(complaints.Length == 0, string.Join('\n', complaints.Select(Explain)));
        return this;
    }

    private static string Explain(Diagnostic found) =>
        $"{found}\n{found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line]}";

    public string[] Ids => [.. Reported.Select(found => found.Id).Order()];

    public string Source(string hint) =>
        Result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith(hint, StringComparison.Ordinal)).ToString();
}
