using Tasks.Domain.Leasing;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Leasing;

public sealed class SessionIdTests
{
    [Fact, Trait("Spec", "RES-2")]
    public void A_session_is_read_as_worker_and_boot() => Assert.Equal("ann:1", Ann.ToString());

    [Fact]
    public void An_id_a_store_kept_is_the_same_id()
    {
        Assert.Equal(Ann, SessionId.Stored("ann:1"));
        Assert.Equal(Ann.GetHashCode(), SessionId.Stored("ann:1").GetHashCode());
    }

    [Fact]
    public void Ids_are_compared_ordinally()
    {
        Assert.NotEqual(SessionId.Stored("ANN:1"), Ann);
        Assert.NotEqual(SessionId.Stored("ANN:1").GetHashCode(), Ann.GetHashCode());
        Assert.Equal([SessionId.Stored("Zoe:1"), Ann, Bob], new[] { Bob, Ann, SessionId.Stored("Zoe:1") }.Order());
        Assert.Equal("", default(SessionId).Value);
    }
}
