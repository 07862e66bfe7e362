using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Diagnostics;

/// <summary>Types and methods that cannot carry a task.</summary>
[Trait("Spec", "API-3")]
public sealed class ShapeTests
{
    [Theory]
    [InlineData("public static class [|A|] { [Task] public static void Run() { } }")]
    [InlineData("public static class [|A|] { public static partial class B { [Task] public static void Run() { } } }")]
    [InlineData("public class [|A|] { public class [|B|] { public partial class C { [Task] public static void Run() { } } } }")]
    public void Every_type_around_a_task_is_partial(string source) => Diagnosis.Finds("TASKS001", source);

    [Theory]
    [InlineData("public static partial class A { [Task] public static void [|Run|]<T>() { } }")]
    [InlineData("public static partial class [|A|]<T> { [Task] public static void Run() { } }")]
    [InlineData("public partial class [|A|]<T> { public partial class B { [Task] public static void Run() { } } }")]
    public void Neither_a_task_nor_a_type_around_it_is_generic(string source) => Diagnosis.Finds("TASKS002", source);

    [Theory]
    [InlineData(
        "public static partial class A { [Task] public static void Run(ref int [|a|], out int [|b|], ref readonly int [|c|]) => b = 0; }"
    )]
    [InlineData("public static partial class A { static int x; [Task] public static ref int [|Run|]() => ref x; }")]
    [InlineData("public static partial class A { static int x; [Task] public static ref readonly int [|Run|]() => ref x; }")]
    public void Nothing_goes_by_reference(string source) => Diagnosis.Finds("TASKS003", source);

    [Theory]
    [InlineData(
        "public static partial class A { [Task] public static void Run() { } [Task(Name = \"b\")] public static void [|Run|](int a) { } }"
    )]
    [InlineData(
        "public static partial class A { [Task] public static void Add() { } [Task] public static Task [|AddAsync|]() => Task.CompletedTask; }"
    )]
    [InlineData("public static partial class A { [Task] public static void [|Add|]() { } public static int AddTask => 1; }")]
    [InlineData("public static partial class A { [Task] public static void [|Add|]() { } public sealed class AddTask; }")]
    [InlineData("public static partial class AddTask { [Task] public static void [|Add|]() { } }")]
    public void A_generated_name_is_free(string source) => Diagnosis.Finds("TASKS010", source);

    [Theory]
    [InlineData("public abstract partial class A { [Task] public abstract void [|Run|](); }")]
    [InlineData("public partial interface A { [Task] void [|Run|](); }")]
    [InlineData("public partial interface A { [Task] static void [|Run|]() { } }")]
    [InlineData("public interface I { void Run(); } public partial class A : I { [Task] void I.[|Run|]() { } }")]
    [InlineData("file static partial class A { [Task] public static void [|Run|]() { } }")]
    [InlineData("public partial class A { public static void M() { Run(); [Task] static void [|Run|]() { } } }")]
    [InlineData("public partial class A { public static Action M() => [|[Task] () => { }|]; }")]
    [InlineData("public static partial class A { extension(string text) { [Task] public void [|Run|]() { } } }")]
    [InlineData("public partial class A { public int X { [Task] [|get|] => 1; } }")]
    [InlineData("public partial class A { [Task] public static A operator [|+|](A a, A b) => a; }")]
    public void A_task_is_an_ordinary_method_of_a_class_or_struct(string source) => Diagnosis.Finds("TASKS011", source);

    [Fact]
    public void A_task_is_not_async_void() =>
        Diagnosis.Finds("TASKS016", "public static partial class A { [Task] public static async void [|Run|]() => await Task.Yield(); }");

    [Theory]
    [InlineData("public abstract partial class A { [Task] public void [|Run|]() { } }")]
    [InlineData("public ref partial struct A { [Task] public void [|Run|]() { } }")]
    [InlineData("public partial class A { private A() { } public static A Make() => new(); [Task] public void [|Run|]() { } }")]
    [InlineData("public partial class A { public A(int a) { } public A(string b) { } [Task] public void [|Run|]() { } }")]
    [InlineData("public partial class A(Span<int> a) { public int Length = a.Length; [Task] public void [|Run|]() { } }")]
    [InlineData("public partial class A { public A(out int a) => a = 1; [Task] public void [|Run|]() { } }")]
    [InlineData("public partial class A { public required int B { get; set; } [Task] public void [|Run|]() { } }")]
    public void The_object_of_a_task_can_be_made(string source) => Diagnosis.Finds("TASKS019", source);

    [Fact]
    public void Members_beside_a_task_are_no_hindrance() =>
        Generation
            .Of(
                """
                public static partial class A
                {
                    [Task] public static void Add(in int a) { }
                    public static void Add(string a) { }
                    public static void AddAsync() { }
                    public sealed class AddTaskHandle;
                    [Task] public static void Async() { }
                }
                public partial record B(int X) { public B() : this(1) { } [Task] public static void Run() { } }
                public partial class C { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public C() { } public required int X { get; set; } [Task] public void Run() { } }
                public partial class D { [Task] public static partial void Run(int a = 3); public static partial void Run(int a) { } }
                public static partial class E { [Task] public static int Length(this string text) => text.Length; }
                """
            )
            .AssertClean();
}
