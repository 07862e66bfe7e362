using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests;

/// <summary>One rule for every name. Half a surrogate pair cannot stand in an attribute's text, hence a number.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDC18)]
    [InlineData(0x0000)]
    [InlineData(0x009F)]
    public void No_name_holds_half_a_character_or_a_control_character(int code)
    {
        string[] texts = ["a" + (char)code, (char)code + "a", "🐘" + (char)code];

        Assert.All(texts, text => Assert.False(QueueName.IsPossible(text)));
        Assert.All(texts, text => Assert.False(TaskName.IsPossible(text)));
        Assert.All(texts, text => Assert.Null(WorkerId.From(text)));
        Assert.All(texts, text => Assert.Null(TaskId.From(text)));
    }

    [Theory]
    [InlineData("🐘")]
    [InlineData("a🐘b")]
    [InlineData(" ~\u00A0\uFFFD")]
    public void Any_whole_character_may_stand_in_any_name(string text)
    {
        Assert.True(QueueName.IsPossible(text) && TaskName.IsPossible(text));
        Assert.Equal((text, text), (WorkerId.From(text)?.Value, TaskId.From(text)?.Value));
    }
}
