namespace Tasks.EndToEnd.Tests;

public sealed class PostgreSqlCommandTests(SharedServer shared) : CommandTests, IClassFixture<SharedServer>
{
    private protected override async Task<StoreUnderTest> CreateAsync() => await StoreDatabase.CreateAsync(await shared.Server);
}
