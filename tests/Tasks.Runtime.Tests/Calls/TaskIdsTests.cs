using Tasks.Runtime.Calls;

namespace Tasks.Runtime.Tests.Calls;

public sealed class TaskIdsTests
{
    [Fact, Trait("Spec", "RES-1")]
    public void An_id_is_a_UUID_of_version_7_in_lower_case_with_dashes()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1).ToUnixTimeMilliseconds();
        var id = TaskIds.Next();

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
        var milliseconds = Convert.ToInt64(id[..8] + id[9..13], 16);
        Assert.InRange(milliseconds, before, before + 60_000);
    }

    [Fact, Trait("Spec", "RES-1")]
    public void Every_id_is_greater_than_the_one_before_within_one_millisecond_too()
    {
        var ids = Enumerable.Range(0, 200_000).Select(_ => TaskIds.Next()).ToArray();

        for (var index = 1; index < ids.Length; index++)
        {
            Assert.True(string.CompareOrdinal(ids[index - 1], ids[index]) < 0, $"{ids[index - 1]} then {ids[index]}");
        }
    }

    [Fact, Trait("Spec", "RES-1")]
    public void Every_id_is_greater_than_those_of_other_threads_before_it()
    {
        var newest = TaskIds.Next();
        var gate = new Lock();
        Parallel.For(
            0,
            50_000,
            _ =>
            {
                string known;
                lock (gate)
                {
                    known = newest;
                }

                var mine = TaskIds.Next();
                Assert.True(string.CompareOrdinal(known, mine) < 0, $"{known} then {mine}");
                lock (gate)
                {
                    newest = string.CompareOrdinal(newest, mine) < 0 ? mine : newest;
                }
            }
        );
    }

    [Fact, Trait("Spec", "RES-1")]
    public void Ids_of_one_moment_do_not_tell_each_other()
    {
        var ends = Enumerable.Range(0, 1000).Select(_ => TaskIds.Next()[24..]).ToArray();

        Assert.Equal(1000, ends.Distinct().Count());
        Assert.NotEqual(ends.Order(StringComparer.Ordinal), ends);
    }
}
