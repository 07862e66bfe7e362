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
}
