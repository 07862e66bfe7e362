using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

[Trait("Spec", "RES-1")]
public sealed class TaskIdTests
{
    [Theory, MemberData(nameof(Possible))]
    public void One_to_64_characters_can_be_an_id(string text) => Assert.Equal(text, TaskId.From(text)!.Value.Value);

    [Theory, MemberData(nameof(Impossible)), Trait("Spec", "RES-4")]
    public void No_task_can_have_any_other(string? text) => Assert.Null(TaskId.From(text));

    [Fact]
    public void Ids_are_compared_ordinally()
    {
        Assert.Equal(One, TaskId.Stored("one"));
        Assert.Equal(One.GetHashCode(), TaskId.Stored("one").GetHashCode());
        Assert.NotEqual(Id("ONE"), One);
        Assert.NotEqual(Id("ONE").GetHashCode(), One.GetHashCode());
        Assert.Equal([Id("Z"), Id("a")], new[] { Id("a"), Id("Z") }.Order());
        Assert.Equal(("one", ""), (One.ToString(), default(TaskId).ToString()));
    }

    public static TheoryData<string> Possible => ["a", "0198c0de-0000-7000-8000-000000000000", new string('x', 64)];

    public static TheoryData<string?> Impossible => [(string?)null, "", new string('x', 65), "line\nbreak"];
}
