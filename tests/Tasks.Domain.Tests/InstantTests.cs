using FsCheck.Fluent;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests;

public sealed class InstantTests
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact, Trait("Spec", "LIFE-6")]
    public void A_moment_is_the_microsecond_in_which_it_lies()
    {
        Assert.Equal(new Instant(0), Instant.From(DateTimeOffset.UnixEpoch));
        Assert.Equal(new Instant(1), Instant.From(DateTimeOffset.UnixEpoch.AddTicks(19)));
        Assert.Equal(new Instant(2), Instant.From(DateTimeOffset.UnixEpoch.AddTicks(20)));
    }

    [Fact]
    public void A_moment_before_1970_is_rounded_down_too()
    {
        Assert.Equal(new Instant(-1), Instant.From(DateTimeOffset.UnixEpoch.AddTicks(-1)));
        Assert.Equal(new Instant(-1), Instant.From(DateTimeOffset.UnixEpoch.AddTicks(-10)));
        Assert.Equal(new Instant(-2), Instant.From(DateTimeOffset.UnixEpoch.AddTicks(-11)));
    }

    [Fact]
    public void The_same_moment_in_another_zone_is_the_same_instant() =>
        Assert.Equal(Noon, Instant.From(new(2026, 1, 1, 14, 0, 0, TimeSpan.FromHours(2))));

    [Fact]
    public void An_instant_is_read_as_ISO_8601_with_microseconds()
    {
        Assert.Equal("2026-01-01T12:00:00.000001Z", (Noon + Microsecond).ToString());
        Assert.Equal("0001-01-01T00:00:00.000000Z", Instant.Min.ToString());
        Assert.Equal("9999-12-31T23:59:59.999999Z", Instant.Max.ToString());
    }

    [Fact]
    public void A_duration_is_rounded_down_to_the_microsecond()
    {
        Assert.Equal(Noon + Microsecond, Noon + (Microsecond + 9 * Tick));
        Assert.Equal(Noon + -Microsecond, Noon + -Tick);
    }

    [Fact, Trait("Fault", "F46")]
    public void The_calendar_has_ends_and_no_sum_leaves_it()
    {
        Assert.Equal(Instant.Max, Noon + TimeSpan.MaxValue);
        Assert.Equal(Instant.Max, Instant.Max + Microsecond);
        Assert.Equal(Instant.Min, Noon + TimeSpan.MinValue);
        Assert.Equal(Instant.Min, Noon + TimeSpan.FromTicks(long.MinValue + 5));
        Assert.Equal(Instant.Min, Instant.Min + -Microsecond);
    }

    [Fact]
    public void Instants_are_ordered()
    {
        var later = Noon + Microsecond;

        Assert.True(Noon < later && later > Noon && Noon <= later && later >= Noon);
        Assert.False(later < Noon || Noon > later || later <= Noon || Noon >= later);
        Assert.True(Noon <= new Instant(Noon.Microseconds) && Noon >= new Instant(Noon.Microseconds));
        Assert.False(Noon < new Instant(Noon.Microseconds) || Noon > new Instant(Noon.Microseconds));
        Assert.Equal([Noon, later], new[] { later, Noon }.Order());
    }

    [Fact]
    public void The_later_of_two_is_found_from_both_sides()
    {
        Assert.Equal(Noon + Second, Instant.Later(Noon, Noon + Second));
        Assert.Equal(Noon + Second, Instant.Later(Noon + Second, Noon));
    }

    [Fact]
    public void What_was_added_is_the_difference() =>
        Holds.ForEach(
            Gen.Choose(int.MinValue, int.MaxValue).Select(micros => TimeSpan.FromMicroseconds(micros)),
            duration => Assert.Equal(duration, Noon + duration - Noon)
        );

    [Fact]
    public void The_calendar_and_back_is_the_same_instant() =>
        Holds.ForEach(
            Gen.Choose(int.MinValue, int.MaxValue).Select(micros => new Instant(micros * 4000L)),
            instant => Assert.Equal(instant, Instant.From(instant.ToDateTimeOffset()))
        );
}
