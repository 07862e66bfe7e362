using Xunit;

namespace Tasks.TestServers;

/// <summary>
/// What becomes of a test whose server is missing: with <c>TASKS_REQUIRE_SERVERS=1</c>, which <c>./dev</c> sets, it fails; under a plain
/// <c>dotnet test</c> it is skipped. Both say what to install.
/// </summary>
/// <example><c>var server = await Requirement.MeetAsync(PostgreSqlServer.SharedAsync);</c></example>
public static class Requirement
{
    private const string Variable = "TASKS_REQUIRE_SERVERS";

    public static Task<T> MeetAsync<T>(Func<Task<T>> start) => MeetAsync(start, Environment.GetEnvironmentVariable(Variable) == "1");

    internal static async Task<T> MeetAsync<T>(Func<Task<T>> start, bool required)
    {
        try
        {
            return await start();
        }
        catch (ServerMissingException missing) when (!required)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
