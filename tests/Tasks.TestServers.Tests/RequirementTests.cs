using Xunit.Sdk;

namespace Tasks.TestServers.Tests;

public sealed class RequirementTests
{
    private static Task<int> Missing() => throw new ServerMissingException("install it");

    [Fact]
    public async Task A_missing_server_skips_the_test_and_says_what_to_install()
    {
        // By hand: the assertions on exceptions let this one through, and skip this test.
        try
        {
            await Requirement.MeetAsync(Missing, required: false);
        }
        catch (SkipException skip)
        {
            Assert.Contains("install it", skip.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("It was not skipped.");
    }

    [Fact]
    public async Task A_missing_server_fails_the_test_where_servers_are_required() =>
        await Assert.ThrowsAsync<ServerMissingException>(() => Requirement.MeetAsync(Missing, required: true));

    [Fact]
    public async Task A_server_that_is_there_is_given() =>
        Assert.Equal(1, await Requirement.MeetAsync(() => Task.FromResult(1), required: true));
}
