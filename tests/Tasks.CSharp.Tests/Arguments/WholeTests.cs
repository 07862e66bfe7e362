using System.Text.Json.Serialization;

namespace Tasks.CSharp.Tests.Arguments;

/// <summary>Arguments that are one record are read as tolerantly as those of a method, and no more.</summary>
public sealed class WholeTests
{
    public sealed record One(int X);

    public sealed record Two(int X, int Y, List<string> Names, string Note = "none", int? Count = null);

    public sealed record Sparse(string? Note, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Count);

    [Theory, Trait("Spec", "ARG-3")]
    [InlineData("""{"X":1}""", "Y")]
    [InlineData("""{"X":1,"y":2,"Names":[]}""", "Y")]
    [InlineData("""{"X":1,"Y":2}""", "Names")]
    public async Task A_missing_member_without_default_fails_the_run_and_is_named(string stored, string member)
    {
        var two = TaskHandle.Create("two", (Two two, TaskContext _) => two.X + two.Y);
        await using var app = new App(tasks => tasks.AddInMemory().AddTask(two));

        var result = await app.StoreAsync("two", stored);

        Assert.Equal(
            (TaskResultStatus.Failed, $"The argument '{member}' of task 'two' is missing in the stored task, and has no default."),
            (result.Status, Assert.Single(result.Errors).Message)
        );
        Assert.Equal(stored, result.Record.Call.Arguments.ToString());
    }

    [Fact, Trait("Spec", "ARG-3")]
    public async Task A_missing_member_takes_its_default_and_an_extra_one_is_ignored()
    {
        var two = TaskHandle.Create("two", (Two two, TaskContext _) => $"{two.X} {two.Note} {two.Count}");
        await using var app = new App(tasks => tasks.AddInMemory().AddTask(two));

        var result = await app.StoreAsync("two", """{"X":1,"Y":2,"Names":[],"Gone":true}""");

        Assert.Equal("1 none ", result.As<string>().ReturnValue);
    }

    [Fact, Trait("Spec", "ARG-6")]
    public async Task A_member_that_is_left_out_when_it_is_written_may_be_missing()
    {
        var sparse = TaskHandle.Create("sparse", (Sparse sparse, TaskContext _) => $"{sparse.Note ?? "null"} {sparse.Count}");
        await using var app = App.Immediate(options =>
            options.SerializerOptions = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }
        );

        var result = await sparse.EnqueueAsync(new(null, 0), App.Token);

        Assert.Equal(("{}", "null 0"), (result.Record.Call.Arguments.ToString(), result.ReturnValue));
    }

    [Fact, Trait("Spec", "ARG-6")]
    public async Task Names_are_compared_as_the_options_say()
    {
        var one = TaskHandle.Create("one", (One one, TaskContext _) => one.X);
        await using var app = new App(tasks =>
            tasks
                .AddInMemory(configure: options => options.SerializerOptions = new(System.Text.Json.JsonSerializerDefaults.Web))
                .AddTask(one)
        );

        Assert.Equal(7, (await app.StoreAsync("one", """{"X":7}""")).As<int>().ReturnValue);
    }
}
