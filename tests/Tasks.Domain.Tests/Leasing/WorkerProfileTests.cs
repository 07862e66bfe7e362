using Tasks.Domain.Leasing;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Leasing;

public sealed class WorkerProfileTests
{
    [Fact]
    public void A_worker_knows_what_it_says_it_knows()
    {
        var profile = WorkerProfile.Unknown with { Names = [Name("Mail.Send"), Name("Maths.Add")] };

        Assert.True(profile.Knows(Name("Maths.Add")));
        Assert.False(profile.Knows(Name("maths.add")));
    }

    [Fact]
    public void A_worker_that_knows_nothing_says_so() => Assert.False((WorkerProfile.Unknown with { Names = [] }).Knows(Name("Maths.Add")));

    [Fact]
    public void A_worker_that_did_not_say_is_taken_to_know_everything_and_to_serve_every_queue()
    {
        Assert.True(WorkerProfile.Unknown.Knows(Name("Maths.Add")));
        Assert.True(WorkerProfile.Unknown.Serves.Includes(Queue("mail")));
    }
}
