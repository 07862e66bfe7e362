using Tasks.Domain.Calls;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Calls;

public sealed class DefinitionTests
{
    [Fact]
    public void A_definition_that_says_nothing_has_the_defaults() =>
        Assert.Equal(new(Name("Maths.Add"), Queue("default"), Priority(0), RetryPolicy.Default, null), Definition.Of(Name("Maths.Add")));

    [Fact, Trait("Spec", "VAL-5")]
    public void Copies_with_the_same_values_are_equal_and_the_original_is_untouched()
    {
        var (one, other) = (Add.In("mail").At(5), Add.In("mail").At(5));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal((Queue("default"), Priority(0)), (Add.Definition.Queue, Add.Definition.Priority));
    }
}
