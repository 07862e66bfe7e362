namespace Tasks.EndToEnd.Tests;

public sealed class PostgreSqlSignalTests(SharedServer shared) : SignalTests, IClassFixture<SharedServer>
{
    private protected override async Task<StoreUnderTest> CreateAsync() => await StoreDatabase.CreateAsync(await shared.Server);
}
