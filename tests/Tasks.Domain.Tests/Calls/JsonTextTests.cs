using System.Text;
using Tasks.Domain.Calls;

namespace Tasks.Domain.Tests.Calls;

public sealed class JsonTextTests
{
    [Fact, Trait("Spec", "ARG-7")]
    public void The_text_is_kept_as_it_was_given() => Assert.Equal("""{ "a" : 1.0 }""", JsonText.From("""{ "a" : 1.0 }""").ToString());

    [Fact]
    public void The_size_is_counted_in_bytes_of_UTF_8()
    {
        Assert.Equal(4, JsonText.From("\"ä\"").ByteCount);
        Assert.Equal(6, JsonText.From("\"🐘\"").ByteCount);
        Assert.Equal("\"ä\""u8.ToArray(), JsonText.From("\"ä\"").Utf8.ToArray());
    }

    [Fact]
    public void Texts_of_the_same_bytes_are_equal()
    {
        var (one, same, other) = (JsonText.From("[1]"), new JsonText(Encoding.UTF8.GetBytes("[1]")), JsonText.From("[2]"));

        Assert.True(one == same && one.Equals((object)same) && !(one != same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.True(one != other && !one.Equals((object)other) && !one.Equals("[1]"));
        Assert.NotEqual(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void What_default_gives_is_the_JSON_null()
    {
        Assert.Equal(JsonText.Null, JsonText.From("null"));
        Assert.Equal(JsonText.Null.GetHashCode(), JsonText.From("null").GetHashCode());
        Assert.Equal(("null", 4), (default(JsonText).ToString(), default(JsonText).ByteCount));
    }

    [Fact]
    public void The_empty_object_has_no_members() => Assert.Equal(JsonText.From("{}"), JsonText.EmptyObject);
}
