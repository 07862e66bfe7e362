namespace Tasks.EndToEnd.Tests;

public sealed class SqliteTraceProcessTests : TraceProcessTests
{
    private protected override Task<StoreUnderTest> CreateAsync() => Task.FromResult<StoreUnderTest>(new StoreFile());
}
