using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Emission;

/// <summary>Generated code stands in other people's namespaces, under other people's names.</summary>
[Trait("Spec", "API-5")]
public sealed class SurroundingsTests
{
    [Fact]
    public void Names_around_a_task_do_not_disturb_it() =>
        Generation
            .Of(
                """
                namespace Shop.Tasks.System
                {
                    public sealed class Task;
                    public sealed class ValueTask;
                    public sealed class Microsoft;
                    public sealed class DateTimeOffset;
                    public partial class A(global::System.IServiceProvider Options)
                    {
                        public sealed class Arguments;
                        public sealed class System;
                        public sealed class Tasks;
                        public const int Target = 1, Instance = 2, run = 3, With = 4;
                        [global::Tasks.Task] public Arguments Run(Arguments System, Tasks Tasks, int Options = Target, int Using = With) => Options > run ? System : new();
                        public override string ToString() => $"{Options}";
                    }
                }
                """
            )
            .AssertClean();

    [Fact]
    public void Types_that_differ_only_in_case_have_files_of_their_own() =>
        Generation
            .Of(
                """
                public static partial class Mail { [Task] public static void Run() { } }
                public static partial class MAIL { [Task] public static void Run() { } }
                public static partial class Outer
                {
                    public static partial class A_B { public static partial class C { [Task] public static void Run() { } } }
                    public static partial class A { public static partial class B_C { [Task] public static void Run() { } } }
                }
                """
            )
            .AssertClean();

    [Fact]
    public void A_task_is_documented_as_its_method()
    {
        var generation = Generation.Of(
            """
            public static partial class Maths
            {
                /// <summary>Adds.</summary>
                [Task] public static int Add(int a, List<string?[]> b, in DateTime c) => a;
            }
            """
        );
        var maths = generation.Output.GetTypeByMetadataName("Maths")!;
        var property = maths.GetMembers("AddTask").Single();

        var documentation = property.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!;

        var source = System.Xml.Linq.XElement.Parse(documentation).Element("inheritdoc")!.Attribute("cref")!.Value;
        var method = DocumentationCommentId.GetFirstSymbolForDeclarationId(source, generation.Output);
        Assert.Equal(maths.GetMembers("Add").Single(), method, SymbolEqualityComparer.Default);
    }
}
