using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Protocol;

public sealed class QueueSelectionTests
{
    [Fact]
    public void All_means_every_queue_but_the_excluded()
    {
        var selection = QueueSelection.All with { Excluded = [Queue("slow")] };

        Assert.True(selection.IsOpen && selection.Includes(Queue("mail")) && QueueSelection.All.Includes(Queue("slow")));
        Assert.False(selection.Includes(Queue("slow")));
    }

    [Fact]
    public void Named_queues_mean_themselves()
    {
        var selection = QueueSelection.Only(Queue("mail"), Queue("slow"));

        Assert.True(!selection.IsOpen && selection.Includes(Queue("mail")) && selection.Includes(Queue("slow")));
        Assert.False(selection.Includes(Queue("default")));
    }

    [Fact]
    public void A_queue_without_a_limit_has_none()
    {
        var selection = QueueSelection.All with { Limits = QueueSelection.All.Limits.Add(Queue("mail"), 2) };

        Assert.Equal((2, int.MaxValue), (selection.LimitOf(Queue("mail")), selection.LimitOf(Queue("slow"))));
    }
}
