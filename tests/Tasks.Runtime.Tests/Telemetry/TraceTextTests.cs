using System.Diagnostics;
using Tasks.Runtime.Telemetry;

namespace Tasks.Runtime.Tests.Telemetry;

[Trait("Spec", "OBS-3")]
public sealed class TraceTextTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData(null, Parent)]
    [InlineData("", Parent)]
    [InlineData("rojo=1,congo=2", Parent + " rojo=1,congo=2")]
    // A store may refuse these: the trace goes on without.
    [InlineData("rojo=\0", Parent)]
    [InlineData("rojo=é", Parent)]
    public void A_span_is_written_as_its_parent_and_its_state(string? state, string expected)
    {
        using var activity = Child(state);

        var text = TraceText.Of(activity)!;

        Assert.Equal(expected.Replace("b7ad6b7169203331", activity.SpanId.ToHexString(), StringComparison.Ordinal), text);
    }

    [Fact]
    public void Too_long_a_state_loses_its_last_entries_and_none_is_cut()
    {
        var entry = "vendor=" + new string('x', 93);
        using var activity = Child(string.Join(',', Enumerable.Repeat(entry, 10)));
        using var one = Child("vendor=" + new string('x', 600));

        var text = TraceText.Of(activity)!;

        Assert.InRange(text.Length, 56, TraceText.MaxLength);
        Assert.EndsWith(" " + string.Join(',', Enumerable.Repeat(entry, 4)), text, StringComparison.Ordinal);
        Assert.Equal(55, TraceText.Of(one)!.Length);
    }

    [Fact]
    public void A_span_without_a_W3C_id_is_no_trace()
    {
        using var activity = new Activity("old").SetIdFormat(ActivityIdFormat.Hierarchical).Start();

        Assert.Null(TraceText.Of(activity));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var activity = Child("rojo=1");

        var context = TraceText.Read(TraceText.Of(activity));

        Assert.Equal(
            (activity.TraceId, activity.SpanId, "rojo=1", true),
            (context.TraceId, context.SpanId, context.TraceState, context.IsRemote)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anything else")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData("zz-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 of somebody else")]
    public void What_cannot_be_read_is_no_trace(string? text) => Assert.Equal(default, TraceText.Read(text));

    private static Activity Child(string? state)
    {
        var activity = new Activity("span").SetParentId(Parent);
        activity.TraceStateString = state;
        return activity.Start();
    }
}
