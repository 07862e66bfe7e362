using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Behaviour;

public sealed class ModuleTests
{
    private const string Scenario = """
        public static class Scenario
        {
            public static Task<string> RunAsync() =>
                Task.FromResult(string.Join(" ", System.Linq.Enumerable.Order(
                    System.Linq.Enumerable.Select(Tasks.Generation.TaskCatalog.Handles, handle => handle.Name))));
        }
        """;

    [Fact]
    [Trait("Spec", "API-2")]
    public async Task Tasks_of_assemblies_that_nothing_touches_are_known()
    {
        var deep = Library("Deep_Lib", "public static partial class Deep { [Task] public static void Run() { } }");
        var middle = Library("Middle", "public static class Nothing;", deep);
        var top = Library("Top.Lib", "public static partial class Top { [Task] internal static void Run() { } }", middle);

        // The entry sees only what it references itself: the rest comes through the modules in between.
        Assert.Equal("Deep.Run Top.Run", await LoadedCode.RunAsync(Scenario, top, middle, deep));
        Assert.Equal("Deep.Run", await LoadedCode.RunAsync(Scenario, middle, deep));
    }

    [Fact]
    public async Task Private_nested_and_hiding_tasks_are_found_by_the_module()
    {
        const string source = """
            namespace Shop.@event
            {
                public partial class Base { [Task] public static int Run() => 1; }
                public partial class Derived : Base { [Task] public static new int Run() => 2; }
                internal partial struct Outer
                {
                    private partial record Inner
                    {
                        private static partial class Deep
                        {
                            [Task] private static async Task SecretAsync(Hidden hidden) => await Task.Yield();
                            [Task(Name = "mine")] internal static int ShownAsync() => SecretTask.Name.Length;
                            private sealed record Hidden(int Value);
                        }
                        public partial interface IPlace { public partial record struct Spot { [Task] public static void Mark() { } } }
                    }
                }
                public partial class Family { [Task] protected internal static int Ours() => 1; [Task] private protected static int Mine() => 1; }
            }
            public static class Scenario
            {
                public static Task<string> RunAsync()
                {
                    var names = System.Linq.Enumerable.Select(Tasks.Generation.TaskCatalog.Handles, handle => handle.Name);
                    return Task.FromResult(string.Join(" ", System.Linq.Enumerable.Order(names, StringComparer.Ordinal)));
                }
            }
            """;

        Assert.Equal(
            "Shop.event.Base.Run Shop.event.Derived.Run Shop.event.Family.Mine Shop.event.Family.Ours "
                + "Shop.event.Outer.Inner.Deep.SecretAsync Shop.event.Outer.Inner.IPlace.Spot.Mark mine",
            await LoadedCode.RunAsync(source)
        );
    }

    [Fact]
    public void An_assembly_without_tasks_has_no_module() => Assert.Empty(Generation.Of(Scenario).Result.GeneratedTrees);

    [Fact]
    public void Without_the_facade_nothing_is_generated()
    {
        var compilation = Generation.Compile(
            """
            namespace Tasks { public sealed class TaskAttribute : Attribute; }
            public static partial class Maths { [Nothing.Task] public static void Add() { } }
            """
        );

        Assert.Empty(Generation.Of(compilation.RemoveReferences(References.Facade)).Result.GeneratedTrees);
    }

    [Fact]
    public void Like_assembly_names_have_modules_of_their_own()
    {
        var first = Library("Shop.Mail", "public static partial class A { [Task] public static void Run() { } }");
        var second = Library("Shop_Mail", "public static partial class B { [Task] public static void Run() { } }");

        Generation.Of(Scenario, Reference(first), Reference(second)).AssertClean();
    }

    private static (string Name, byte[] Image) Library(string name, string source, params (string Name, byte[] Image)[] others)
    {
        var generation = Generation.Of(Generation.Compile(source, [.. others.Select(Reference)]).WithAssemblyName(name)).AssertClean();
        return (name, generation.Output.ToImage());
    }

    private static MetadataReference Reference((string Name, byte[] Image) library) => MetadataReference.CreateFromImage(library.Image);
}
