using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tasks.CSharp.Tests.Arguments;

/// <summary>What is nested deeply is stored only where it can be read back.</summary>
public sealed class DepthTests
{
    [Theory, Trait("Spec", "ARG-2")]
    [InlineData(65)]
    [InlineData(900)]
    public async Task A_value_nested_too_deeply_is_refused_with_the_parameters_name(int levels)
    {
        await using var app = App.Dummy();

        var refusals = new[]
        {
            await Assert.ThrowsAsync<InvalidTaskException>(() => Work.RawTask.EnqueueAsync(Element(levels), App.Token)),
            await Assert.ThrowsAsync<InvalidTaskException>(() => Work.TreeTask.EnqueueAsync(Node(levels), App.Token)),
        };

        Assert.Equal(["element", "node"], refusals.Select(refusal => refusal.Message.Split('\'')[1]));
        Assert.All(
            refusals,
            refusal =>
                Assert.EndsWith(
                    "cannot be stored as JSON: it is nested deeper than 64 levels; flatten it, or raise MaxDepth in the backend's SerializerOptions.",
                    refusal.Message,
                    StringComparison.Ordinal
                )
        );
        Assert.Empty(app.DummyBackend.Results);
    }

    [Theory, Trait("Spec", "ARG-2")]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    public async Task The_deepest_value_that_is_accepted_comes_back_as_it_was(int levels)
    {
        await using var app = App.InMemory();

        var result = await Work.RawTask.EnqueueAsync(Element(levels), App.Token);
        await app.RunDueAsync();
        result = await result.RefreshAsync(App.Token);

        Assert.Equal((TaskResultStatus.Successful, Json(levels)), (result.Status, result.ReturnValue));
        Assert.Equal(Json(levels), result.Arguments["element"].GetRawText());
    }

    [Fact, Trait("Spec", "ARG-6")]
    public async Task The_users_own_MaxDepth_holds_for_arguments_results_and_metadata()
    {
        await using var app = new App(tasks =>
            tasks.AddInMemory(configure: options => options.SerializerOptions = new() { MaxDepth = 200 }).AddTask(Bottomless)
        );

        var result = await Bottomless.EnqueueAsync(new(Node(190)), App.Token);
        await app.RunDueAsync();
        result = await result.RefreshAsync(App.Token);

        Assert.Equal("", string.Concat(result.Errors.Select(error => error.Message)));
        Assert.Equal(Json(190), result.Arguments["Content"].GetRawText());
        Assert.Equal(Json(190), result.Metadata["content"].GetRawText());
        Assert.Equal(Json(190), result.ReturnValue.GetRawText());
    }

    [Fact, Trait("Spec", "ARG-5")]
    public async Task A_return_value_nested_too_deeply_fails_the_run()
    {
        await using var app = App.Immediate();
        var deep = TaskHandle.Create("deep", (Work.Node _, TaskContext _) => Element(65));

        var result = await deep.EnqueueAsync(new(), App.Token);

        Assert.StartsWith(
            "The return value of task 'deep' cannot be stored as JSON: it is nested deeper than 64 levels",
            Assert.Single(result.Errors).Message,
            StringComparison.Ordinal
        );
    }

    private static readonly TaskHandle<Abyss, JsonElement> Bottomless = TaskHandle.Create(
        "bottomless",
        (Abyss abyss, TaskContext context) =>
        {
            context.Metadata["content"] = abyss.Content.DeepClone();
            return Element(190);
        }
    );

    private static string Json(int levels) => new StringBuilder().Insert(0, "[", levels).Insert(levels, "]", levels).ToString();

    private static JsonElement Element(int levels) => JsonElement.Parse(Json(levels), new() { MaxDepth = 1_000 });

    private static JsonNode Node(int levels) => JsonNode.Parse(Json(levels), null, new() { MaxDepth = 1_000 })!;

    public sealed record Abyss(JsonNode Content);
}
