namespace Tasks.EndToEnd.Tests;

public sealed class PostgreSqlTraceProcessTests(SharedServer shared) : TraceProcessTests, IClassFixture<SharedServer>
{
    private protected override async Task<StoreUnderTest> CreateAsync() => await StoreDatabase.CreateAsync(await shared.Server);
}
