using Tasks.Domain.Calls;
using Tasks.Domain.Leasing;
using Tasks.Domain.Protocol;

namespace Tasks.Domain.Tests.Leasing;

public sealed class QueueTextTests
{
    private static readonly QueueName Mail = QueueName.Stored("mail");
    private static readonly QueueName Reports = QueueName.Stored("reports");

    [Fact]
    public void A_text_names_queues_all_of_them_or_all_but_some()
    {
        Assert.Equal("mail,reports", QueueSelection.Only(Mail, Reports).Text.Value);
        Assert.Equal("*", QueueSelection.All.Text.Value);
        Assert.Equal("*", default(QueueText).ToString());
        Assert.Equal("*,mail,reports", (QueueSelection.All with { Excluded = [Reports, Mail] }).Text.Value);
    }

    [Theory]
    [InlineData("*", true, true)]
    [InlineData("*,mail", false, true)]
    [InlineData("mail", true, false)]
    [InlineData("reports,mail", true, true)]
    [InlineData("mailbox", false, false)]
    public void A_text_tells_whether_a_queue_is_served(string text, bool mail, bool reports)
    {
        Assert.Equal((mail, reports), (QueueText.Stored(text).Includes(Mail), QueueText.Stored(text).Includes(Reports)));
    }

    [Fact]
    public void Texts_are_equal_by_what_they_say()
    {
        Assert.Equal(QueueText.Stored("*"), default);
        Assert.Equal(QueueText.Stored("*").GetHashCode(), default(QueueText).GetHashCode());
        Assert.NotEqual(QueueText.Stored("a"), QueueText.Stored("b"));
    }

    [Fact]
    [Trait("Spec", "RES-7")]
    public void A_session_serves_its_queues_until_it_ends_or_is_lost()
    {
        var noon = new Instant(0);
        var session = Session.Open(
            SessionId.Stored("ann:1"),
            TimeSpan.FromSeconds(30),
            WorkerProfile.Unknown with
            {
                Serves = QueueSelection.Only(Mail).Text,
            },
            noon
        );

        Assert.True(session.IsServingAt(noon + TimeSpan.FromSeconds(30), Mail));
        Assert.False(session.IsServingAt(noon, Reports));
        Assert.False(session.IsServingAt(noon + TimeSpan.FromSeconds(31), Mail));
        Assert.False((session with { IsLost = true }).IsServingAt(noon, Mail));
    }
}
