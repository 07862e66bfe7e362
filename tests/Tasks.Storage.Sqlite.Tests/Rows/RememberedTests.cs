using System.Text;
using Tasks.Storage.Sqlite.Rows;

namespace Tasks.Storage.Sqlite.Tests.Rows;

public sealed class RememberedTests
{
    [Fact]
    public void What_is_remembered_is_never_mistaken_for_something_else()
    {
        var reads = 0;
        var remembered = new Remembered<string>(text =>
        {
            reads++;
            return Encoding.UTF8.GetString(text);
        });

        // Far more texts than places, each twice in a row.
        foreach (var text in Enumerable.Range(0, 5000).Select(number => $"text {number}").Append(new string('x', 5000)).Append(""))
        {
            Assert.Equal(text, remembered[Encoding.UTF8.GetBytes(text)]);
            Assert.Equal(text, remembered[Encoding.UTF8.GetBytes(text)]);
        }

        Assert.Equal(5000 + 2 + 1, reads);
    }
}
