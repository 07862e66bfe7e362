using System.Text;
using Tasks.Domain.Lifecycle;
using static Tasks.Domain.Tests.Given;

namespace Tasks.Domain.Tests.Lifecycle;

public sealed class FailureTests
{
    private const int Limit = 64 * 1024;
    private const string Mark = "… (cut)";

    [Fact, Trait("Spec", "ARG-4"), Trait("Fault", "F8")]
    public void A_failure_of_ordinary_length_is_kept_as_it_is()
    {
        var longest = new Failure(new('t', Limit), new('m', Limit), new('s', Limit));

        Assert.Equal(Boom, Boom.Trimmed());
        Assert.Equal(longest, longest.Trimmed());
    }

    [Fact, Trait("Spec", "ARG-4"), Trait("Fault", "F8")]
    public void Every_text_that_is_too_long_is_cut_at_64_KiB_and_marked()
    {
        var huge = new Failure(new('t', Limit + 1), new('m', 10_000_000), new('s', 2 * Limit));
        var kept = Limit - Encoding.UTF8.GetByteCount(Mark);

        Assert.Equal(new(new string('t', kept) + Mark, new string('m', kept) + Mark, new string('s', kept) + Mark), huge.Trimmed());
    }

    [Fact, Trait("Spec", "ARG-4"), Trait("Fault", "F8")]
    public void The_limit_is_counted_in_bytes()
    {
        var longest = Boom with { Message = new('ä', Limit / 2) };

        Assert.Equal(longest, longest.Trimmed());
        Assert.Equal(new string('ä', (Limit - 9) / 2) + Mark, (Boom with { Message = longest.Message + "a" }).Trimmed().Message);
    }

    /// <summary>Whatever stands before it, so that the cut falls on each byte of a character once.</summary>
    [Theory, Trait("Spec", "ARG-4"), Trait("Fault", "F8")]
    [InlineData("a")]
    [InlineData("ä")]
    [InlineData("語")]
    [InlineData("🐘")]
    public void No_cut_leaves_half_a_character(string character)
    {
        for (var lead = 0; lead < 4; lead++)
        {
            var text = new string('x', lead) + string.Concat(Enumerable.Repeat(character, Limit + 1));

            var kept = (Boom with { Traceback = text }).Trimmed().Traceback;

            Assert.EndsWith(character + Mark, kept, StringComparison.Ordinal);
            Assert.StartsWith(kept[..^Mark.Length], text, StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(kept), Limit - 3, Limit);
        }
    }

    [Fact, Trait("Fault", "F70")]
    public void What_no_store_can_hold_is_replaced() =>
        Assert.Equal(
            new("System.\uFFFDException", "half a \uFFFD pair", "a whole 🐘"),
            new Failure("System.\0Exception", "half a \uD83D pair", "a whole 🐘").Trimmed()
        );

    [Fact, Trait("Fault", "F1")]
    public void A_lost_worker_is_an_error_that_names_it() =>
        Assert.Equal(new("Tasks.WorkerLostException", "The worker ann:1 vanished while it ran the task.", ""), Failure.WorkerLost("ann:1"));

    [Fact, Trait("Fault", "F70")]
    public void An_outcome_the_store_refuses_for_good_is_an_error_that_says_why() =>
        Assert.Equal(
            new("Tasks.OutcomeNotStoredException", "The outcome could not be stored: the disk is too small.", ""),
            Failure.NotStorable("the disk is too small.")
        );

    [Theory, Trait("Spec", "LIFE-10")]
    [InlineData("System.TimeoutException")]
    [InlineData("System.SystemException")]
    [InlineData("System.Exception")]
    public void A_time_out_is_final_for_a_policy_that_names_its_type_or_a_base_type(string type) =>
        Assert.True((Patient with { DoNotRetryOn = [type] }).IsFinal(Failure.TimeoutTypes));
}
