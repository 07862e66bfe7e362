using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tasks.CSharp.Tests.Arguments;

/// <summary>What some store could not give back as it was is refused by every backend, and nothing is stored.</summary>
public sealed class UnstorableTests
{
    private const string Lone = "half a surrogate pair";
    private const string Null = "U+0000";

    public static TheoryData<string, string, Func<TaskCall>> Bad =>
        new()
        {
            { "text", Lone, () => Work.EchoTask.With("a\ud800b") },
            { "text", Lone, () => Work.EchoTask.With("\udc00\ud800") },
            { "text", Lone, () => Work.EchoTask.With("at the end \ud83d") },
            { "text", Null, () => Work.EchoTask.With("a\0b") },
            { "letter", Lone, () => Work.LetterTask.With('\ud800') },
            { "letter", Null, () => Work.LetterTask.With('\0') },
            { "map", Lone, () => Work.MapTask.With(new() { ["\ud800"] = "key" }) },
            { "map", Null, () => Work.MapTask.With(new() { ["key"] = "\0" }) },
            { "texts", Lone, () => Work.ManyTask.With(["fine", "\udfff"]) },
            { "value", Lone, () => Work.AnythingTask.With(new(new { Deep = new[] { "\ud800" } })) },
            { "element", Null, () => Work.RawTask.With(JsonElement.Parse("\"\\u0000\"")) },
            { "element", "surrogate", () => Work.RawTask.With(JsonElement.Parse("[\"\\ud800\"]")) },
            { "element", "surrogate", () => Work.RawTask.With(JsonElement.Parse("{\"\\udc00\":1}")) },
            { "node", Null, () => Work.TreeTask.With(new JsonObject { ["a\0"] = 1 }) },
            { "node", Lone, () => Work.TreeTask.With(new JsonArray("\ud800")) },
            { "value", Null, () => Work.AnythingTask.With(new(new Written("\"\\u0000\""))) },
            { "value", Lone, () => Work.AnythingTask.With(new(new Written("\"\\ud83d\\n\""))) },
            { "value", Lone, () => Work.AnythingTask.With(new(new Written("\"\\ud83dx\""))) },
            { "number", "NamedFloatingPointLiterals", () => Work.HalfTask.With(double.NaN) },
            { "number", "NamedFloatingPointLiterals", () => Work.HalfTask.With(double.NegativeInfinity) },
            { "node", "cycle", () => Work.LoopTask.With(Ring()) },
            { "items", "a value tuple", () => Work.LocateTask.With([new("a", (1, 2))]) },
            { "value", "a value tuple", () => Work.AnythingTask.With(new((1, 2))) },
            { "value", "a value tuple", () => Work.AnythingTask.With(new(new Dictionary<string, (int, int)?> { ["a"] = (1, 2) })) },
            { "value", "not supported", () => Work.AnythingTask.With(new(typeof(string))) },
        };

    [Theory, Trait("Spec", "ARG-2"), MemberData(nameof(Bad))]
    public async Task It_is_refused_with_the_parameters_name_and_nothing_is_stored(string parameter, string reason, Func<TaskCall> call)
    {
        await using var app = App.Dummy();

        var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => app.Backends.Default.EnqueueAsync(call(), App.Token));

        Assert.StartsWith(
            $"The argument '{parameter}' of task '{call().TaskName}' cannot be stored as JSON: ",
            refusal.Message,
            StringComparison.Ordinal
        );
        Assert.True(refusal.Message.Contains(reason, StringComparison.Ordinal), refusal.Message);
        Assert.Empty(app.DummyBackend.Results);
    }

    [Theory, Trait("Spec", "ARG-2")]
    [InlineData("😀 and \ufffd and é \u0001 \\u0000 \\ud800 \"quoted\"")]
    [InlineData("")]
    public async Task Every_other_text_comes_back_as_it_was(string text)
    {
        await using var app = App.Immediate();

        Assert.Equal(text, (await Work.EchoTask.EnqueueAsync(text, App.Token)).ReturnValue);
        Assert.Equal(
            text,
            JsonElement.Parse((await Work.RawTask.EnqueueAsync(JsonSerializer.SerializeToElement(text), App.Token)).ReturnValue).GetString()
        );
    }

    [Theory, Trait("Spec", "ARG-5")]
    [InlineData("NotANumber", "NamedFloatingPointLiterals")]
    [InlineData("Lone", Lone)]
    [InlineData("Cycle", "cycle")]
    public async Task A_return_value_that_cannot_be_stored_fails_the_run_and_the_next_task_goes_on(string method, string reason)
    {
        await using var app = App.InMemory();

        var failed = await app.StoreAsync("Tasks.CSharp.Tests.Work." + method, "{}");
        var next = await app.StoreAsync(Work.EchoTask.Name, """{"text":"next"}""");

        Assert.Equal((TaskResultStatus.Failed, "Tasks.InvalidTaskException"), (failed.Status, failed.Errors[0].ExceptionType));
        Assert.StartsWith(
            $"The return value of task 'Tasks.CSharp.Tests.Work.{method}' cannot be stored as JSON: ",
            failed.Errors[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains(reason, failed.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(TaskResultStatus.Successful, next.Status);
    }

    [Fact, Trait("Spec", "ARG-5")]
    public async Task A_method_without_a_value_gives_null()
    {
        await using var app = App.Immediate();

        var result = await Work.LoopTask.EnqueueAsync(new(), App.Token);

        Assert.Equal(TaskResultStatus.Successful, result.Status);
        Assert.Null(result.ReturnValue);
    }

    [Fact, Trait("Spec", "ARG-4")]
    public async Task Arguments_over_the_limit_are_refused_with_both_sizes()
    {
        await using var app = App.Dummy(options => options.MaxArgumentBytes = 20);

        await Work.EchoTask.EnqueueAsync("123456789", App.Token);
        var refusal = await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.EnqueueAsync("1234567890", App.Token));

        Assert.Equal(
            "The arguments are 21 bytes of JSON; the limit is 20 bytes. Pass a reference to the data, or raise MaxArgumentBytes.",
            refusal.Message
        );
        Assert.Single(app.DummyBackend.Results);
    }

    [Fact, Trait("Spec", "ARG-4")]
    public async Task A_return_value_over_the_limit_fails_the_run_with_both_sizes()
    {
        await using var app = App.Immediate(options => options.MaxResultBytes = 20);

        var fits = await Work.LongTask.EnqueueAsync(18, App.Token);
        var tooLong = await Work.LongTask.EnqueueAsync(19, App.Token);

        Assert.Equal(18, fits.ReturnValue.Length);
        Assert.Equal(
            "The return value of task 'Tasks.CSharp.Tests.Work.Long' is 21 bytes of JSON; the limit is 20 bytes. "
                + "Store the data elsewhere and keep a reference to it, or raise MaxResultBytes.",
            Assert.Single(tooLong.Errors).Message
        );
    }

    [Fact, Trait("Spec", "ARG-4")]
    public async Task The_limit_is_a_mebibyte_unless_set()
    {
        await using var app = App.Dummy();
        var room = (1024 * 1024) - """{"text":""}""".Length;

        await Work.EchoTask.EnqueueAsync(new('x', room), App.Token);
        await Assert.ThrowsAsync<InvalidTaskException>(() => Work.EchoTask.EnqueueAsync(new('x', room + 1), App.Token));
    }

    private static Work.Node Ring()
    {
        var node = new Work.Node();
        node.Next = node;
        return node;
    }

    /// <summary>Writes itself raw, past everything that looks at texts.</summary>
    [JsonConverter(typeof(WrittenConverter))]
    private sealed record Written(string Json);

    private sealed class WrittenConverter : JsonConverter<Written>
    {
        public override Written Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Written value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json, true);
    }
}
