using Tasks.Domain.Protocol;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Protocol;

public sealed class ListPlaceTests
{
    [Theory]
    [InlineData(1, "b", false)]
    [InlineData(0, "c", false)]
    [InlineData(0, "b", false)]
    [InlineData(0, "a", true)]
    [InlineData(-1, "c", true)]
    public void A_task_is_listed_after_a_place_if_it_is_older_or_its_id_is_smaller(int seconds, string id, bool isAfter)
    {
        var place = new ListPlace(Noon, Id("b"));
        var task = Fresh(id) with { EnqueuedAt = Noon + seconds * Second };

        Assert.Equal(isAfter, place.IsBefore(task));
        Assert.Equal(isAfter, new TaskFilter { ListedAfter = place }.Includes(task));
        Assert.Equal(new(task.EnqueuedAt, task.Id), ListPlace.Of(task));
    }
}
