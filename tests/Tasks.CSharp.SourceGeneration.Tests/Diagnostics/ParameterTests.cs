using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Diagnostics;

/// <summary>Parameters and results that cannot travel.</summary>
[Trait("Spec", "API-3")]
public sealed class ParameterTests
{
    [Theory]
    [InlineData("int a, TaskContext [|context|]")]
    [InlineData("TaskContext first, TaskContext [|second|]")]
    [InlineData("CancellationToken token, TaskContext [|context|]")]
    public void The_context_comes_first_and_once(string parameters) => Diagnosis.Finds("TASKS008", Taking(parameters));

    [Fact]
    public void There_is_one_token() =>
        Diagnosis.Finds("TASKS018", Taking("CancellationToken a, int b, CancellationToken [|c|], CancellationToken [|d|]"));

    [Theory]
    [InlineData("Action [|a|]")]
    [InlineData("Func<int, int>? [|a|]")]
    [InlineData("int* [|a|]")]
    [InlineData("delegate*<int, void> [|a|]")]
    [InlineData("Task [|a|]")]
    [InlineData("Task<int> [|a|]")]
    [InlineData("ValueTask<int> [|a|]")]
    [InlineData("Stream [|a|]")]
    [InlineData("MemoryStream [|a|], List<FileStream> [|b|]")]
    [InlineData("IntPtr [|a|], nuint [|b|]")]
    [InlineData("Type [|a|]")]
    [InlineData("System.Reflection.MethodInfo [|a|]")]
    [InlineData("CancellationTokenSource [|a|]")]
    [InlineData("CancellationToken? [|a|]")]
    [InlineData("List<CancellationToken> [|a|]")]
    [InlineData("IServiceProvider [|a|]")]
    [InlineData("IAsyncEnumerable<int> [|a|]")]
    [InlineData("int[,] [|a|]")]
    [InlineData("Dictionary<string, Action[]> [|a|]")]
    public void A_parameter_can_be_stored(string parameters) => Diagnosis.Finds("TASKS012", Taking(parameters));

    [Theory]
    [InlineData("Action")]
    [InlineData("Stream")]
    [InlineData("Task<Task<int>>")]
    [InlineData("ValueTask<List<Type>>")]
    [InlineData("IAsyncEnumerable<int>")]
    public void A_result_can_be_stored(string type) => Diagnosis.Finds("TASKS013", Returning(type));

    [Theory]
    [InlineData("(int, string) [|a|]")]
    [InlineData("(int X, int Y)? [|a|]")]
    [InlineData("List<(int, int)[]> [|a|]")]
    [InlineData("ValueTuple<int, int> [|a|]")]
    public void A_value_tuple_is_not_taken(string parameters) => Diagnosis.Finds("TASKS014", Taking(parameters));

    [Theory]
    [InlineData("(int, int)")]
    [InlineData("Task<(int X, int Y)>")]
    [InlineData("ValueTask<List<(int X, int Y)>>")]
    public void A_value_tuple_is_not_returned(string type) => Diagnosis.Finds("TASKS014", Returning(type));

    [Theory]
    [InlineData("Span<int> [|a|]")]
    [InlineData("ReadOnlySpan<char> [|a|]")]
    [InlineData("params ReadOnlySpan<int> [|a|]")]
    [InlineData("TypedReference [|a|]")]
    public void A_ref_struct_is_not_taken(string parameters) => Diagnosis.Finds("TASKS015", Taking(parameters));

    [Fact]
    public void A_ref_struct_is_not_returned() => Diagnosis.Finds("TASKS015", Returning("Span<int>"));

    [Theory]
    [InlineData("object [|a|], List<object?> [|b|], dynamic [|c|]")]
    public void An_object_is_taken_with_a_warning(string parameters) => Diagnosis.Finds("TASKS020", Taking(parameters));

    [Fact]
    public void An_object_is_returned_with_a_warning() => Diagnosis.Finds("TASKS020", Returning("Task<object>"));

    [Theory]
    [InlineData("int a, string? b, Guid c, DateTimeOffset? d, Uri e, decimal f, byte[] g, TimeSpan h, DayOfWeek i")]
    [InlineData("List<int[]> a, IReadOnlyDictionary<string, int?> b, HashSet<string>? c, Tuple<int, int> d, KeyValuePair<int, int> e")]
    [InlineData("System.Text.Json.JsonElement a, System.Text.Json.Nodes.JsonNode? b, Version c, Own d, in Own e, params string[] f")]
    public void What_can_be_stored_is_taken(string parameters) =>
        Diagnosis.Finds(
            "",
            Taking(parameters)
                + """

                [System.Text.Json.Serialization.JsonConverter(typeof(OwnConverter))] public sealed class Own : MemoryStream;
                public sealed class OwnConverter : System.Text.Json.Serialization.JsonConverter<Own>
                {
                    public override Own Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => new();
                    public override void Write(System.Text.Json.Utf8JsonWriter writer, Own value, System.Text.Json.JsonSerializerOptions options) { }
                }
                """
        );

    [Fact]
    public void Everything_wrong_is_said_at_once() =>
        Diagnosis.Finds(
            "public static class [|A|] { [Task(Priority = [|500|])] public static async void [|Run|]((int, int) [|a|], Action [|b|]) => await Task.Yield(); }",
            ["TASKS001", "TASKS004", "TASKS016", "TASKS014", "TASKS012"]
        );

    [Fact]
    public void A_broken_type_is_left_to_the_compiler()
    {
        var generation = Generation.Of(Taking("Missing a, List<Missing[]> b"));

        Assert.Empty(generation.Reported);
        Assert.Equal(
            ["CS0246", "CS0246"],
            from found in generation.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            where found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error
            select found.Id
        );
    }

    private static string Taking(string parameters) =>
        $"public static unsafe partial class A {{ [Task] public static void Run({parameters}) {{ }} }}";

    private static string Returning(string type) =>
        $"public static partial class A {{ [Task] public static {type} [|Run|]() => throw new NotSupportedException(); }}";
}
