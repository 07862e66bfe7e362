using Tasks.Domain.Leasing;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Leasing;

public sealed class WorkerIdTests
{
    [Theory, MemberData(nameof(Possible))]
    public void One_to_64_characters_name_a_worker(string text) => Assert.Equal(text, WorkerId.From(text)!.Value.Value);

    [Theory, MemberData(nameof(Impossible))]
    public void Nothing_else_does(string? text) => Assert.Null(WorkerId.From(text));

    [Fact]
    public void Names_are_compared_ordinally()
    {
        Assert.Equal(WorkerId.From("ann"), WorkerId.From("ann"));
        Assert.NotEqual(WorkerId.From("Ann"), WorkerId.From("ann"));
        Assert.NotEqual(WorkerId.From("Ann").GetHashCode(), WorkerId.From("ann").GetHashCode());
        Assert.Equal(("ann", "worker"), (WorkerId.From("ann").ToString(), default(WorkerId).ToString()));
    }

    [Fact, Trait("Fault", "F12")]
    public void Two_lives_of_one_worker_are_two_sessions()
    {
        Assert.Equal("ann:1", Session("ann", "1").Value);
        Assert.NotEqual(Session("ann", "1"), Session("ann", "2"));
    }

    public static TheoryData<string> Possible => ["a", "host-1:4711", new string('x', 64)];

    public static TheoryData<string?> Impossible => [(string?)null, "", new string('x', 65), "line\nbreak", "unit\u001f", "delete\u007f"];
}
