using System.Collections;
using FsCheck.Fluent;

namespace Tasks.Domain.Tests;

public sealed class ValueListTests
{
    private static readonly ValueList<int> OneTwoThree = [1, 2, 3];
    private static readonly ValueList<int> Nothing = [];

    [Fact]
    public void Lists_with_the_same_elements_in_the_same_order_are_equal()
    {
        ValueList<int> same = [.. Enumerable.Range(1, 3)];

        Assert.True(OneTwoThree == same && OneTwoThree.Equals((object)same) && !(OneTwoThree != same));
        Assert.Equal(OneTwoThree.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Another_order_another_length_and_another_kind_of_thing_are_not_equal()
    {
        Assert.NotEqual(OneTwoThree, new(3, 2, 1));
        Assert.NotEqual(OneTwoThree, new(1, 2));
        Assert.True(OneTwoThree != new ValueList<int>(1, 2));
        Assert.NotEqual(OneTwoThree.GetHashCode(), new ValueList<int>(3, 2, 1).GetHashCode());
        Assert.False(OneTwoThree.Equals("[1, 2, 3]"));
    }

    [Fact]
    public void What_default_gives_is_the_empty_list()
    {
        Assert.Equal(default, Nothing);
        Assert.Equal(ValueList<int>.Empty.GetHashCode(), Nothing.GetHashCode());
        Assert.Equal((0, 0), (default(ValueList<int>).Count, Nothing.Count));
        Assert.Equal("[]", default(ValueList<int>).ToString());
        Assert.Equal([], default(ValueList<int>).ToArray());
    }

    [Fact]
    public void Elements_are_found_by_place_and_in_order()
    {
        Assert.Equal(3, OneTwoThree.Count);
        Assert.Equal(2, OneTwoThree[1]);
        Assert.Equal("[1, 2, 3]", OneTwoThree.ToString());
        Assert.Equal([1, 2, 3], OneTwoThree.ToArray());
        Assert.Equal([1, 2, 3], ((IEnumerable)OneTwoThree).Cast<int>());
        var seen = new List<int>();
        foreach (var item in OneTwoThree)
        {
            seen.Add(item);
        }

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void The_last_element_goes_and_the_empty_list_stays_empty()
    {
        Assert.Equal(new(1, 2), OneTwoThree.WithoutLast());
        Assert.Equal(default, new ValueList<int>(1).WithoutLast());
        Assert.Equal(default, default(ValueList<int>).WithoutLast());
    }

    [Fact]
    public void Adding_keeps_the_latest() =>
        Holds.ForEach(
            Gen.Choose(0, 30).SelectMany(count => Gen.Choose(1, 10).Select(atMost => (count, atMost))),
            drawn =>
            {
                var numbers = Enumerable.Range(0, drawn.count).ToArray();

                var list = numbers.Aggregate(ValueList<int>.Empty, (all, number) => all.AddKeeping(number, drawn.atMost));

                Assert.Equal([.. numbers.TakeLast(drawn.atMost)], list);
            }
        );

    [Fact]
    public void A_list_that_is_too_long_is_cut_when_something_is_added() => Assert.Equal(new(3, 4), OneTwoThree.AddKeeping(4, 2));
}
