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
