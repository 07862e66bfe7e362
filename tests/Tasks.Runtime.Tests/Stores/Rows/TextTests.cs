using System.Text;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Runtime.Stores.Rows;

namespace Tasks.Runtime.Tests.Stores.Rows;

public sealed class TextTests
{
    private static readonly RetryPolicy Policy = new(
        5,
        2,
        Backoff.Exponential,
        TimeSpan.FromMilliseconds(1500),
        TimeSpan.FromHours(3),
        ["System.ArgumentException", "Ö.\"quoted\""]
    );

    private static readonly string[] AwkwardTexts = ["", "é😀", "two\r\nlines\t", "\"quoted\" \\ </b>", "\u0001\u2028"];

    [Fact]
    public void The_default_policy_takes_no_room()
    {
        Assert.Null(PolicyText.Of(RetryPolicy.Default));
        Assert.Equal(RetryPolicy.Default, PolicyText.Read(default));
    }

    [Fact]
    public void A_policy_is_read_as_it_was_written() => Assert.Equal(Policy, PolicyText.Read(PolicyText.Of(Policy)));

    [Fact]
    public void A_policy_reads_like_this_in_the_table() =>
        Assert.Equal("[3,3,2,10000000,864000000000]", Encoding.UTF8.GetString(PolicyText.Of(Linear)!));

    [Theory, Trait("Spec", "CLI-5")]
    [InlineData("rubbish")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("[1,2,\"x\",4,5]")]
    [InlineData("[1.5,3,2,1,1]")]
    public void A_policy_that_somebody_else_wrote_counts_as_the_default(string text) =>
        Assert.Equal(RetryPolicy.Default, PolicyText.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Errors_are_read_as_they_were_written()
    {
        ValueList<AttemptError> errors =
        [
            .. AwkwardTexts.Select((text, number) => new AttemptError(new("System.Exception", text, text), number, new(1_000_000))),
        ];

        Assert.Equal(errors, ErrorsText.Read(ErrorsText.Of(errors)));
        Assert.Null(ErrorsText.Of([]));
        Assert.Equal([], ErrorsText.Read([]));
    }

    [Theory, Trait("Spec", "CLI-5")]
    [InlineData("rubbish")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    public void Errors_that_somebody_else_wrote_count_as_none(string text) =>
        Assert.Equal([], ErrorsText.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Workers_are_read_as_they_were_written()
    {
        ValueList<SessionId> workers = [Session("1"), Session("é😀 2"), Session("1")];

        Assert.Equal(workers, WorkersText.Read(Encoding.UTF8.GetBytes(WorkersText.Of(workers)!)));
        Assert.Null(WorkersText.Of([]));
        Assert.Equal([], WorkersText.Read([]));
    }

    private static SessionId Session(string boot) => SessionId.Of(WorkerId.From("worker")!.Value, boot);

    private static RetryPolicy Linear =>
        RetryPolicy.Default with
        {
            MaxAttempts = 3,
            Backoff = Backoff.Linear,
            Delay = TimeSpan.FromSeconds(1),
        };
}
