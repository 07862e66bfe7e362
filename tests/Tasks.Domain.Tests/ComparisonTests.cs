using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests;

/// <summary>F# sorts, compares and keys its maps by the untyped comparison.</summary>
[Trait("Spec", "API-4")]
public sealed class ComparisonTests
{
    public static TheoryData<IComparable, IComparable> Pairs =>
        new()
        {
            { Noon, Noon + Second },
            { Id("a"), Id("b") },
            { Name("a"), Name("b") },
            { Queue("a"), Queue("b") },
            { Priority(1), Priority(2) },
            { Session("a"), Session("b") },
        };

    [Theory, MemberData(nameof(Pairs))]
    public void What_is_ordered_is_ordered_without_its_type_too(IComparable less, IComparable more)
    {
        Assert.True(less.CompareTo(more) < 0 && more.CompareTo(less) > 0);
        Assert.Equal(0, less.CompareTo(less));
        Assert.Equal((1, 1), (less.CompareTo(null), less.CompareTo("a")));
    }
}
