using FsCheck.Fluent;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

[Trait("Spec", "LIFE-4"), Trait("Fault", "F69")]
public sealed class CrashJitterTests
{
    private const int Draws = 16_000;
    private const int Slices = 16;

    [Fact]
    public void It_is_the_same_for_every_store_and_every_release()
    {
        Assert.Equal(0.4443492840251847, CrashJitter.Of(One, 1));
        Assert.Equal(0.2420914936051991, CrashJitter.Of(One, 2));
        Assert.Equal(0.7122805542347934, CrashJitter.Of(Id("0198c0de-0000-7000-8000-000000000001"), long.MaxValue));
    }

    [Fact]
    public void It_lies_between_nothing_and_less_than_one() =>
        Holds.ForEach(
            from number in Gen.Choose(0, int.MaxValue)
            from lease in Gen.Choose(0, int.MaxValue)
            select CrashJitter.Of(Neighbour(number), lease),
            jitter => Assert.True(jitter is >= 0 and < 1)
        );

    [Fact]
    public void It_is_even_over_ids_that_were_made_one_after_the_other() =>
        Even(Enumerable.Range(0, Draws).Select(number => CrashJitter.Of(Neighbour(number), 1)));

    [Fact]
    public void It_is_even_over_the_leases_of_one_task() => Even(Enumerable.Range(0, Draws).Select(lease => CrashJitter.Of(One, lease)));

    /// <summary>Sixteen tasks that went down together, again and again: after each crash their pauses are far apart on average.</summary>
    [Fact]
    public void Neighbours_come_apart()
    {
        for (var lease = 1; lease <= 3; lease++)
        {
            var jitters = Enumerable.Range(0, 16).Select(number => CrashJitter.Of(Neighbour(number), lease)).Order().ToArray();

            Assert.Equal(16, jitters.Distinct().Count());
            Assert.True(jitters[^1] - jitters[0] > 0.6);
            Assert.True(jitters.Zip(jitters.Skip(1), (one, next) => next - one).Max() < 0.35);
        }
    }

    private static TaskId Neighbour(int number) => Id($"0198c0de-0000-7000-8000-{number:x12}");

    private static void Even(IEnumerable<double> jitters)
    {
        var slices = jitters.GroupBy(jitter => (int)(jitter * Slices)).ToArray();

        Assert.Equal(Slices, slices.Length);
        Assert.All(slices, slice => Assert.InRange(slice.Count(), Draws / Slices * 0.85, Draws / Slices * 1.15));
    }
}
