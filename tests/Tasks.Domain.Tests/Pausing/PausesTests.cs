using Tasks.Domain.Pausing;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Pausing;

public sealed class PausesTests
{
    private static readonly Pauses None = default;
    private static readonly Pauses Mail = None.With(Queue("mail"));

    [Fact]
    public void At_first_nothing_is_paused()
    {
        Assert.True(None.IsEmpty);
        Assert.False(None.Includes(Queue("mail")));
        Assert.Equal(0, None.Number);
    }

    [Fact]
    public void A_paused_queue_is_included_and_no_other()
    {
        Assert.False(Mail.IsEmpty);
        Assert.True(Mail.Includes(Queue("mail")));
        Assert.False(Mail.Includes(Queue("Mail")));
    }

    [Fact]
    public void Queues_are_kept_in_order() =>
        Assert.Equal(new Pauses(3, [Queue("a"), Queue("b"), Queue("mail")]), Mail.With(Queue("b")).With(Queue("a")));

    [Fact]
    public void Every_change_has_its_number()
    {
        Assert.Equal(new Pauses(1, [Queue("mail")]), Mail);
        Assert.Equal(new Pauses(2, []), Mail.Without(Queue("mail")));
        Assert.Equal(new Pauses(3, [Queue("mail")]), Mail.Without(Queue("mail")).With(Queue("mail")));
    }

    [Fact]
    public void What_changes_nothing_has_no_number()
    {
        Assert.Equal(Mail, Mail.With(Queue("mail")));
        Assert.Equal(Mail, Mail.Without(Queue("a")));
        Assert.Equal(None, None.Without(Queue("mail")));
    }
}
