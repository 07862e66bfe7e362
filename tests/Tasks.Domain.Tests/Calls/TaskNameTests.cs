using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

public sealed class TaskNameTests
{
    [Theory, MemberData(nameof(Possible))]
    public void One_to_200_characters_name_a_task(string text) => Assert.Equal(text, TaskName.From(text).Accepted().Value);

    [Theory, MemberData(nameof(Impossible)), Trait("Spec", "VAL-6")]
    public void Anything_else_is_refused_and_quoted(string? text)
    {
        var refusal = TaskName.From(text).Refused();

        Assert.Equal(new CallRefusal.ImpossibleTaskName(text), refusal);
        Assert.Equal($"task name '{text}' must be 1 to 200 characters without control characters.", refusal.Sentence);
    }

    [Fact, Trait("Spec", "RES-5")]
    public void What_a_store_kept_is_never_refused() => Assert.Equal("\t", TaskName.Stored("\t").ToString());

    [Fact]
    public void Names_are_compared_ordinally()
    {
        Assert.NotEqual(Name("Add"), Name("add"));
        Assert.NotEqual(Name("Add").GetHashCode(), Name("add").GetHashCode());
        Assert.Equal(Name("Add"), TaskName.Stored("Add"));
        Assert.Equal(Name("Add").GetHashCode(), TaskName.Stored("Add").GetHashCode());
        Assert.Equal([Name("B"), Name("a")], new[] { Name("a"), Name("B") }.Order());
        Assert.Equal("", default(TaskName).Value);
    }

    public static TheoryData<string> Possible => ["Namespace.Type.Method", "a", "a,b*", new string('x', 200)];

    public static TheoryData<string?> Impossible => [(string?)null, "", new string('x', 201), "line\nbreak", "unit\u001f", "delete\u007f"];
}
