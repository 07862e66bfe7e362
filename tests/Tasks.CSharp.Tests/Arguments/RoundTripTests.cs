using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tasks.CSharp.Tests.Arguments;

/// <summary>What works on one backend works on every one: methods run on what is read back from JSON.</summary>
public sealed class RoundTripTests
{
    [Fact, Trait("Spec", "ARG-1")]
    public async Task A_method_gets_what_is_read_back_and_not_the_object_that_was_given()
    {
        await using var app = App.Immediate();
        var map = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };

        var result = await Work.MapTask.EnqueueAsync(map, App.Token);

        Assert.Equal(map, result.ReturnValue);
        Assert.NotSame(map, result.ReturnValue);
        Assert.Equal("""{"b":"2","a":"1"}""", result.Arguments["map"].GetRawText());
    }

    [Fact, Trait("Spec", "ARG-1")]
    public async Task Immediate_and_a_store_agree_on_what_an_object_becomes()
    {
        await using var app = new App(tasks => tasks.AddImmediate().AddInMemory("memory"));

        var immediate = await Work.AnythingTask.EnqueueAsync(new(new { Answer = 42 }), App.Token);
        var stored = await Work.AnythingTask.Using(backend: "memory").EnqueueAsync(new(new { Answer = 42 }), App.Token);
        await app.RunDueAsync("memory");
        stored = await stored.RefreshAsync(App.Token);

        Assert.Equal("""{"Answer":42}""", Assert.IsType<JsonElement>(immediate.ReturnValue.Content).GetRawText());
        Assert.Equal("""{"Answer":42}""", Assert.IsType<JsonElement>(stored.ReturnValue.Content).GetRawText());
    }

    [Fact, Trait("Spec", "ARG-6")]
    public async Task The_serialiser_options_are_each_backends_own()
    {
        await using var app = new App(tasks =>
            tasks
                .AddImmediate()
                .AddImmediate(
                    "web",
                    options => options.SerializerOptions = new(JsonSerializerDefaults.Web) { Converters = { new Shouting() } }
                )
        );

        var plain = await Work.AnythingTask.EnqueueAsync(new(new { Answer = "a" }), App.Token);
        var web = await Work.AnythingTask.Using(backend: "web").EnqueueAsync(new(new { Answer = "a" }), App.Token);

        Assert.Equal("""{"Content":{"Answer":"a"}}""", plain.Arguments["value"].GetRawText());
        Assert.Equal("""{"content":{"answer":"A!"}}""", web.Arguments["value"].GetRawText());
    }

    [Fact, Trait("Spec", "ARG-6")]
    public async Task Value_tuples_and_NaN_pass_where_the_options_allow_them()
    {
        await using var app = App.Immediate(options =>
            options.SerializerOptions = new() { IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals }
        );

        var located = await Work.LocateTask.EnqueueAsync([new("a", (3, 4))], App.Token);
        var half = await Work.HalfTask.EnqueueAsync(double.PositiveInfinity, App.Token);

        Assert.Equal("(3, 4)", located.ReturnValue);
        Assert.Equal(double.PositiveInfinity, half.ReturnValue);
    }

    [Fact, Trait("Spec", "ARG-6")]
    public async Task A_converter_for_object_is_used_wherever_an_object_stands()
    {
        await using var app = App.Immediate(options => options.SerializerOptions = new() { Converters = { new Anything() } });
        var objects = TaskHandle.Create("objects", (Dictionary<string, object> map, TaskContext _) => map["a"].ToString());

        var single = await Work.AnythingTask.EnqueueAsync(new(1), App.Token);
        var mapped = await objects.EnqueueAsync(new() { ["a"] = 2 }, App.Token);

        Assert.Equal("""{"Content":"any 1"}""", single.Arguments["value"].GetRawText());
        Assert.Equal("read any 1", single.ReturnValue.Content);
        Assert.Equal("any 2", mapped.Arguments["a"].GetString());
        Assert.Equal("read any 2", mapped.ReturnValue);
    }

    [Fact, Trait("Spec", "ARG-7")]
    public async Task Numbers_and_texts_are_kept_as_they_were_given()
    {
        await using var app = App.InMemory();
        using var document = JsonDocument.Parse("""{"big":12345678901234567890.10,"e":1E5,"emoji":"😀"}""");

        var result = await Work.RawTask.EnqueueAsync(document.RootElement, App.Token);
        await app.RunDueAsync();

        Assert.Equal(document.RootElement.GetProperty("big").GetRawText(), result.Arguments["element"].GetProperty("big").GetRawText());
        Assert.Contains("1E5", (await result.RefreshAsync(App.Token)).ReturnValue, StringComparison.Ordinal);
        Assert.Equal("😀", result.Arguments["element"].GetProperty("emoji").GetString());
    }

    [Theory, Trait("Spec", "ARG-3")]
    [InlineData("""{"required":1}""", "12")]
    [InlineData("""{"required":1,"optional":2,"text":"ab","long":"gone"}""", "5")]
    public async Task A_missing_argument_takes_its_default_and_an_extra_one_is_ignored(string stored, string expected)
    {
        await using var app = App.InMemory();

        var result = await app.StoreAsync(Work.OptionalTask.Name, stored);

        Assert.Equal(expected, ((JsonElement)result.ReturnValue!).GetInt32().ToString(CultureInfo.InvariantCulture));
    }

    [Theory, Trait("Spec", "ARG-3"), Trait("Fault", "F11")]
    [InlineData(
        """{"optional":1}""",
        "The argument 'required' of task 'Tasks.CSharp.Tests.Work.Optional' is missing in the stored task, and has no default."
    )]
    [InlineData(
        """{"required":"secret"}""",
        "The argument 'required' of task 'Tasks.CSharp.Tests.Work.Optional' cannot be read as Int32: "
    )]
    [InlineData("""[1,2]""", "The stored arguments of task 'Tasks.CSharp.Tests.Work.Optional' are no JSON object.")]
    [InlineData("""{"requ""", "The stored arguments of task 'Tasks.CSharp.Tests.Work.Optional' are no JSON: ")]
    public async Task Arguments_that_cannot_be_read_fail_the_run_and_are_kept(string stored, string sentence)
    {
        await using var app = App.InMemory();

        var result = await app.StoreAsync(Work.OptionalTask.Name, stored);

        Assert.Equal(TaskResultStatus.Failed, result.Status);
        var error = Assert.Single(result.Errors);
        Assert.Equal("Tasks.InvalidTaskException", error.ExceptionType);
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + error.Traceback, StringComparison.Ordinal);
        Assert.Equal(stored, result.Record.Call.Arguments.ToString());
    }

    private sealed class Anything : JsonConverter<object>
    {
        public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            "read " + reader.GetString();

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.ToString()!.StartsWith("read ", StringComparison.Ordinal) ? value.ToString()![5..] : $"any {value}"
            );
    }

    private sealed class Shouting : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUpperInvariant() + "!");
    }
}
