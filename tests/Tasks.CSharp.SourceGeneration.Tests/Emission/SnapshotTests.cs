using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Emission;

/// <summary>Generated code as people read it, approved by people.</summary>
[Trait("Spec", "API-5")]
public sealed class SnapshotTests
{
    [Fact]
    public void A_static_task() =>
        Matches(
            """
            namespace Shop;

            public static partial class Maths
            {
                /// <summary>Adds two numbers.</summary>
                [Task(Priority = 10, MaxAttempts = 5, RetryBackoff = RetryBackoff.Exponential, RetryDelaySeconds = 2, TimeoutSeconds = 30,
                    DoNotRetryOn = new[] { typeof(ArgumentException) }, FormerNames = new[] { "Shop.Maths.PlusAsync" }, Queue = "sums")]
                public static async Task<int> AddAsync(int a, int b = 2, CancellationToken cancellationToken = default)
                {
                    await Task.Delay(10, cancellationToken);
                    return a + b;
                }
            }
            """,
            "Maths.Tasks.g.cs"
        );

    [Fact]
    public void An_instance_task() =>
        Matches(
            """
            namespace Shop;

            public interface IEmailSender;

            public sealed partial class EmailTasks(IEmailSender sender, int batch = 20)
            {
                [Task]
                [Obsolete("Use another.")]
                internal Task Send(TaskContext context, int userId, string? template) => Task.FromResult((sender, batch));
            }
            """,
            "EmailTasks.Tasks.g.cs"
        );

    [Fact]
    public void A_nested_private_task() =>
        Matches(
            """
            public partial class Outer
            {
                private partial record struct Inner
                {
                    [Task]
                    private static void Run() { }
                }
            }
            """,
            "Inner.Tasks.g.cs"
        );

    [Fact]
    public void A_module()
    {
        var library = Generation.Of(
            Generation.Compile("public static partial class Far { [Task] public static void Run() { } }").WithAssemblyName("Shop.Base")
        );
        var reference = Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(library.Output.ToImage());

        Snapshot.Matches(
            Generation
                .Of("namespace Shop { public static partial class Near { [Task] public static void Run() { } } }", reference)
                .AssertClean()
                .Source("TaskModule.g.cs")
        );
    }

    private static void Matches(string source, string hint, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Snapshot.Matches(Generation.Of(source).AssertClean().Source(hint), name);
}
