using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

public sealed class QueueNameTests
{
    [Theory, Trait("Spec", "VAL-2")]
    [InlineData("default")]
    [InlineData("q")]
    [InlineData("e-mail / slow")]
    [InlineData("größe 🐘")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void One_to_64_characters_name_a_queue(string text) => Assert.Equal(text, QueueName.From(text).Accepted().Value);

    [Theory, Trait("Spec", "VAL-2")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("a,b")]
    [InlineData("*")]
    [InlineData("mail*")]
    [InlineData("tab\there")]
    [InlineData("\u0000")]
    [InlineData("delete\u007f")]
    [InlineData("next line\u0085")]
    [Trait("Spec", "VAL-5")]
    public void Anything_else_is_refused_and_quoted(string? text)
    {
        var refusal = QueueName.From(text).Refused();

        Assert.Equal(new CallRefusal.ImpossibleQueueName(text), refusal);
        Assert.Equal($"queue '{text}' must be 1 to 64 characters without comma, '*' or control characters.", refusal.Sentence);
    }

    [Fact]
    public void What_a_store_kept_is_never_refused() => Assert.Equal("a,b", QueueName.Stored("a,b").Value);

    [Fact]
    public void Default_is_the_queue_of_that_name()
    {
        Assert.Equal(QueueName.Default, default);
        Assert.Equal("default", default(QueueName).ToString());
        Assert.Equal(Queue("default").GetHashCode(), default(QueueName).GetHashCode());
    }

    [Fact]
    public void Names_are_compared_ordinally()
    {
        Assert.NotEqual(Queue("Mail"), Queue("mail"));
        Assert.NotEqual(Queue("Mail").GetHashCode(), Queue("mail").GetHashCode());
        Assert.Equal([Queue("B"), Queue("a")], new[] { Queue("a"), Queue("B") }.Order());
    }
}
