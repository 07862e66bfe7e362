using FsCheck.Fluent;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Working;
using static Tasks.Domain.Tests.Working.Mind;

namespace Tasks.Domain.Tests.Working;

public sealed class HeldTasksTests
{
    [Fact]
    public void It_does_what_a_dictionary_does_and_leaves_the_older_table_as_it_was() =>
        Holds.ForEach(
            ArbMap.Default.ArbFor<(byte Id, byte Verb)[][]>(),
            steps =>
            {
                var held = HeldTasks.None;
                var expected = new Dictionary<TaskId, HeldTask>();
                foreach (var step in steps)
                {
                    var (older, before) = (held, expected.Values.ToHashSet());
                    held = Take(held, expected, step);

                    Assert.True(before.SetEquals(older.Values));
                    Assert.True(expected.Values.ToHashSet().SetEquals(held.Values));
                    Assert.Equal((expected.Count, expected.Count == 0), (held.Count, held.IsEmpty));
                    Assert.All(expected, pair => Assert.Same(pair.Value, held[pair.Key]));
                }
            }
        );

    [Fact]
    public void It_grows_with_what_is_held_and_shrinks_with_it()
    {
        var held = HeldTasks.None.ToBuilder();
        for (var number = 0; number < 2_000; number++)
        {
            var task = Held($"t{number}");
            held[task.Task.Id] = task;
        }

        var many = held.ToImmutable();
        held = many.ToBuilder();
        for (var number = 1; number < 2_000; number++)
        {
            held.Remove(TaskId.Stored($"t{number}"));
        }

        Assert.Equal(2_000, many.Keys.Distinct().Count());
        var few = held.ToImmutable();
        Assert.Equal([TaskId.Stored("t0")], few.Keys);
        Assert.Throws<KeyNotFoundException>(() => _ = few[TaskId.Stored("t1")].Phase);
        Assert.Throws<KeyNotFoundException>(() => _ = few.ToBuilder()[TaskId.Stored("t1")].Phase);
        Assert.True(few.Capacity < many.Capacity / 2);
    }

    [Fact]
    public void A_step_that_only_looks_keeps_the_table()
    {
        var open = HeldTasks.None.ToBuilder();

        Assert.False(open.TryGetValue(TaskId.Stored("a"), out _));
        Assert.Same(HeldTasks.None, open.ToImmutable());
    }

    private static HeldTasks Take(HeldTasks held, Dictionary<TaskId, HeldTask> expected, (byte Id, byte Verb)[] step)
    {
        var open = held.ToBuilder();
        foreach (var (id, verb) in step)
        {
            var task = Held($"t{id % 64}");
            if (verb % 2 == 0)
            {
                open[task.Task.Id] = expected[task.Task.Id] = task;
            }
            else
            {
                open.Remove(task.Task.Id);
                expected.Remove(task.Task.Id);
            }

            Assert.Equal(expected.Count, open.Count);
            Assert.Equal(expected.ContainsKey(task.Task.Id), open.TryGetValue(task.Task.Id, out _));
        }

        return open.ToImmutable();
    }

    private static HeldTask Held(string id) => new(Task(id), HeldPhase.Waiting);
}
