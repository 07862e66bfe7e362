using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Emission;

/// <summary>Attributes that warn whoever names a symbol.</summary>
[Trait("Spec", "API-5")]
public sealed class WarningTests
{
    [Fact]
    public void Obsolete_and_unannotated_code_gives_no_warnings()
    {
        const string source = """
            #pragma warning disable CS0618, SHOP1
            [Obsolete("a type")] public class Old { public int Value { get; set; } }
            public sealed class Gone : Exception;
            [System.Diagnostics.CodeAnalysis.Experimental("SHOP1")] public sealed record Fresh;
            [Obsolete("gone", true)] public static partial class Past { public static partial class Deep { [Task] public static void Run() { } } }
            public static partial class Now { [Obsolete("gone", true)] public static partial class Deep { [Task] public static void Run() { } } }
            [System.Diagnostics.CodeAnalysis.Experimental("SHOP3")] public static partial class Coming { [Task] public static void Run() { } }
            public static partial class Aged
            {
                [Obsolete("use New")] [Task] public static void Soft(Old old) { }
                [Obsolete("use New", true)] [Task] public static Old? Hard(Old old) => null;
                [System.Diagnostics.CodeAnalysis.Experimental("SHOP2")] [Task] public static void New(Fresh[] fresh) { }
                /// <summary>Documented.</summary>
                /// <param name="a">One.</param>
                [Task(DoNotRetryOn = new[] { typeof(Gone), typeof(ArgumentException) }, FormerNames = new[] { "a\"b" }, Queue = "mail", Backend = "b",
                    TimeoutSeconds = 0.1, MaxCrashes = 1, Name = null)]
                public static void Documented(int a) { }
                #nullable disable
                [Task] public static Task<string> Oblivious(string text, string other = null, List<string> list = null) => Task.FromResult(text);
            }
            """;

        Generation.Of(source).AssertClean();
    }

    [Fact]
    public void An_assembly_with_a_name_in_lower_case_gives_no_warnings()
    {
        var app = Generation.Compile("public static partial class Work { [Task] public static void Run() { } }").WithAssemblyName("app");

        // Warnings of every wave, as a project has them.
        Generation.Of(app.WithOptions(app.Options.WithWarningLevel(9999))).AssertClean();
    }

    [Fact]
    public void Callers_of_a_task_are_warned_as_callers_of_its_method() =>
        Assert.Equal(
            ["CS0618", "CS0619", "SHOP1"],
            Generation
                .Of(
                    """
                    public static partial class Aged
                    {
                        [Obsolete("use New")] [Task] public static void Soft() { }
                        [Obsolete("use New", true)] [Task] public static void Hard() { }
                        [System.Diagnostics.CodeAnalysis.Experimental("SHOP1")] [Task] public static void New() { }
                    }
                    public static class Caller { public static object[] Use() => [Aged.SoftTask, Aged.HardTask, Aged.NewTask]; }
                    """
                )
                .Output.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(found => found.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden && found.Id != "CS1591")
                .Select(found => found.Id)
                .Order()
        );
}
