using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Emission;

/// <summary>What C# allows to write, generated code compiles with: without a warning.</summary>
[Trait("Spec", "API-5")]
public sealed class OddSignatureTests
{
    [Theory]
    [InlineData("[Task] public static Task? Maybe() => null;")]
    [InlineData("[Task] public static Task<int>? Maybe() => null;")]
    [InlineData("[Task] public static int? Maybe(int? a, DayOfWeek? b = null, DayOfWeek? c = (DayOfWeek)(-7)) => a;")]
    [InlineData(
        "[Task] public static void Names(int value, int field, int _, int args, int writer, int Arguments, int Instance, int original, int @in, int When) { }"
    )]
    [InlineData(
        "[Task] public static void Tokens(int cancellationToken, int enqueueCancellationToken, int run, CancellationToken token) { }"
    )]
    [InlineData("[Task] public static void Collections(params IEnumerable<int> rest) { }")]
    [InlineData("[Task] public static void Collections(string text = \"\", params List<string?> rest) { }")]
    [InlineData("[Task] public static void Objects(params object?[]? rest) { }\n#pragma warning disable TASKS020")]
    [InlineData("[Task] public static void Attributes([System.Runtime.InteropServices.Optional] int a, int b) { }")]
    [InlineData(
        "[Task] public static void Attributes([System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(5)] int a, int b) { }"
    )]
    [InlineData(
        "[Task] public static void Attributes([System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(5)] DateTime a) { }"
    )]
    [InlineData(
        "[Task] public static void Attributes([System.Diagnostics.CodeAnalysis.DisallowNull] string? a, [System.Diagnostics.CodeAnalysis.AllowNull] string b) { }"
    )]
    [InlineData("[Task] [return: System.Diagnostics.CodeAnalysis.MaybeNull] public static string Attributes() => null;")]
    [InlineData(
        "private enum Hidden { @class = 1 } private sealed record Box<T>(T Value); [Task] private static void Use(Box<Hidden?>? a, Hidden b = Hidden.@class) { }"
    )]
    [InlineData(
        "public sealed class Odd<T> : Exception; [Task(DoNotRetryOn = new[] { typeof(Odd<>), typeof(Odd<string?>) })] public static void Throw() { }"
    )]
    [InlineData("[Task] public static partial Task Split(int a = 1); public static partial Task Split(int b) => Task.CompletedTask;")]
    [InlineData("public static partial Task Split(int a = 1); [Task] public static partial Task Split(int a) => Task.CompletedTask;")]
    [InlineData("[Task] public static unsafe void Unsafe(int a) { int* b = &a; }")]
    [InlineData("[Task, System.Runtime.InteropServices.DllImport(\"c\")] public static extern int getpid();")]
    [InlineData("[Tasks.TaskAttribute(Name = nameof(Named) + \"1\", Priority = 2 * 3)] public static void Named() { }")]
    [InlineData("[Task] public static void Überprüfe(int größe) { }")]
    public void It_compiles(string members) =>
        Generation
            .Of(
                $"#pragma warning disable CS8826 // the halves of a partial method name a parameter differently\npublic static partial class A {{\n{members}\n}}"
            )
            .AssertClean();

    [Theory]
    [InlineData(
        "public class Base { public virtual int RunTask => 1; public sealed class RunTaskHandle; } public partial class A : Base { [Task] public void Run() { } }"
    )]
    [InlineData("public readonly partial record struct A(int X) { [Task] public int Get() => X; }")]
    [InlineData("public sealed partial class A { [Task] public int Get() => 1; public static implicit operator int(A a) => 1; }")]
    [InlineData(
        "internal sealed partial class A(A.Inner inner) { internal sealed class Inner; [Task] internal string Get() => inner.ToString()!; }"
    )]
    [InlineData(
        "public partial class A { protected A() { } public A(string? text = null, params int[] rest) { } [Task] public void Run() { } }"
    )]
    [InlineData(
        "#nullable disable\npublic partial class A { public A(string text, List<string> more = null) { } [Task] public string Run(string a, object[] b = null) => a; }"
    )]
    [InlineData("public partial interface IOuter { partial class A { [Task] internal static void Run() { } } }")]
    [InlineData(
        "#nullable disable\npublic static partial class A { [Task] public static dynamic Run(dynamic a, List<dynamic> b = null, dynamic c = null) => a; }"
    )]
    public void Its_type_compiles(string source) => Generation.Of(source).AssertClean();

    [Fact]
    public void A_program_of_statements_has_tasks()
    {
        var program = Generation
            .Compile(
                "await Program.RunTask.EnqueueAsync();\npublic static partial class Maths; partial class Program { [Task] internal static void Run() { } }"
            )
            .WithOptions(new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.ConsoleApplication));

        Generation.Of((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)program).AssertClean();
    }
}
