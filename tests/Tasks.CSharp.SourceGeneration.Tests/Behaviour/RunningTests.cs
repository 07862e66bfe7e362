using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Behaviour;

/// <summary>Generated code is compiled without one warning, loaded, and called as a user would call it.</summary>
[Trait("Spec", "API-5")]
public sealed class RunningTests
{
    [Fact]
    public async Task The_verbs_of_a_task_take_its_own_parameters()
    {
        const string source = """
            public static partial class Maths
            {
                [Task] public static async Task<int> AddAsync(int a, int b, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    return cancellationToken.IsCancellationRequested ? -1 : a + b;
                }
            }
            public static class Scenario
            {
                public static async Task<string> RunAsync()
                {
                    TaskResult<int> result = await Maths.AddTask.EnqueueAsync(1, 2);
                    TaskCall<int> call = Maths.AddTask.With(3, b: 4);
                    int here = await Maths.AddTask.CallAsync(5, 6, CancellationToken.None);
                    int cancelled = await Maths.AddTask.CallAsync(5, 6, new CancellationToken(true));
                    TaskHandle<int> handle = Maths.AddTask;
                    return $"{result.ReturnValue} {call.Json} {here} {cancelled} {handle.Name}";
                }
            }
            """;

        Assert.Equal("""3 {"a":3,"b":4} 11 -1 Maths.AddAsync""", await LoadedCode.RunAsync(source));
    }

    [Fact]
    public async Task Every_kind_of_result_comes_back()
    {
        const string source = """
            public static partial class Kinds
            {
                public static string Log = "";
                [Task] public static void Nothing() => Log += "a";
                [Task] public static Task JustTask() { Log += "b"; return Task.CompletedTask; }
                [Task] public static ValueTask JustValueTask() { Log += "c"; return default; }
                [Task] public static int Plain() => 1;
                [Task] public static Task<string?> OfTask() => Task.FromResult<string?>(null);
                [Task] public static async ValueTask<List<int?>> OfValueTaskAsync() { await Task.Yield(); return [1, null]; }
            }
            public static class Scenario
            {
                public static async Task<string> RunAsync()
                {
                    TaskResult nothing = await Kinds.NothingTask.EnqueueAsync();
                    await Kinds.JustTaskTask.EnqueueAsync();
                    await Kinds.JustValueTaskTask.EnqueueAsync();
                    await Kinds.NothingTask.CallAsync();
                    await Kinds.JustTaskTask.CallAsync();
                    await Kinds.JustValueTaskTask.CallAsync();
                    TaskCall call = Kinds.NothingTask.With();
                    var plain = (await Kinds.PlainTask.EnqueueAsync()).ReturnValue;
                    string? text = await Kinds.OfTaskTask.CallAsync();
                    var list = (await Kinds.OfValueTaskTask.EnqueueAsync()).ReturnValue;
                    return $"{Kinds.Log} {call.Json} {plain} {text ?? "null"} {list.Count} "
                        + $"{Kinds.NothingTask.Description.IsAsync} {Kinds.JustValueTaskTask.Description.IsAsync}";
                }
            }
            """;

        Assert.Equal("abcabc {} 1 null 2 False True", await LoadedCode.RunAsync(source));
    }

    [Fact]
    public async Task The_context_and_tokens_are_never_arguments()
    {
        const string source = """
            public static partial class Odd
            {
                [Task] public static string First(TaskContext context, CancellationToken anywhere, string cancellationToken) =>
                    $"{context.Id} {anywhere.CanBeCanceled} {cancellationToken}";
                [Task] public static int Keywords(int @class, int await, int run, string With) => @class + await + run + With.Length;
                [Task] public static int Greedy(TaskContext? context, object anything) => 7;
            }
            public static class Scenario
            {
                public static async Task<string> RunAsync()
                {
                    using var source = new CancellationTokenSource();
                    var first = await Odd.FirstTask.EnqueueAsync("text", enqueueCancellationToken: source.Token);
                    var keywords = await Odd.KeywordsTask.CallAsync(1, 2, 3, "four", cancellationToken: default);
                    var greedy = await Odd.GreedyTask.EnqueueAsync(new object());
                    return $"{first.ReturnValue} {Odd.KeywordsTask.With(1, 2, 3, "").Json} {keywords} {greedy.ReturnValue} {Odd.FirstTask.Description.TakesContext}";
                }
            }
            """;

        Assert.Equal("""the run True text {"class":1,"await":2,"run":3,"With":""} 10 7 True""", await LoadedCode.RunAsync(source));
    }

    [Fact]
    public async Task A_missing_argument_takes_the_parameters_default()
    {
        const string source = """
            public enum Size : short { Small = -2, Big = 3 }
            public static partial class Defaults
            {
                [Task] public static string Many(
                    string text = "a\"\\\n\u2028\ud800", char letter = '\'', float third = 1f / 3, double nan = double.NaN, double less = -0.0,
                    float no = float.NegativeInfinity, decimal price = 12.50m, long low = long.MinValue, int min = int.MinValue,
                    ulong high = ulong.MaxValue, byte small = 255, bool yes = true, Size size = Size.Small, Size odd = (Size)9,
                    Size? maybe = Size.Big, int? none = null, Guid id = default, DateTime? at = null, string? nothing = null,
                    string forced = null!, int[]? list = null) =>
                    FormattableString.Invariant(
                        $"{text == "a\"\\\n\u2028\ud800"} {letter} {third == 1f / 3} {nan} {1 / less} {no} {price} {low} {min} {high} {small} {yes} {size} {odd} {maybe} {none} {id == default} {at} {nothing} {forced is null}");
                [Task] public static int Rest(int a = 1, params int[] rest) => a + rest.Length;
            }
            public static class Scenario
            {
                public static async Task<string> RunAsync()
                {
                    var here = await Defaults.ManyTask.CallAsync();
                    var stored = (string)(await Defaults.ManyTask.RunStoredAsync("{}", default))!;
                    var rest = await Defaults.RestTask.RunStoredAsync("{\"rest\":[1,2]}", default);
                    return $"{here == stored}|{here}|{rest}";
                }
            }
            """;

        Assert.Equal(
            "True|True ' True NaN -Infinity -Infinity 12.50 -9223372036854775808 -2147483648 18446744073709551615 255 True Small 9 Big  True   True|3",
            await LoadedCode.RunAsync(source)
        );
    }

    [Fact]
    public async Task Using_and_In_give_copies_of_the_same_type()
    {
        const string source = """
            public static partial class Maths { [Task(Priority = 3)] public static int Add(int a) => a; }
            public static class Scenario
            {
                public static async Task<string> RunAsync()
                {
                    var copy = Maths.AddTask.Using(priority: 5, queue: "mail").In(null!).Using(delay: TimeSpan.FromSeconds(1));
                    return $"{(await copy.EnqueueAsync(8)).ReturnValue} {copy.CallOptions!.Text} {copy.Description.Priority} {Maths.AddTask.CallOptions is null}";
                }
            }
            """;

        Assert.Equal("8 ||||00:00:01 3 True", await LoadedCode.RunAsync(source));
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
}
