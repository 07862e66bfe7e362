namespace Tasks.EndToEnd.Tests;

public sealed class SqliteCommandTests : CommandTests
{
    private protected override Task<StoreUnderTest> CreateAsync() => Task.FromResult<StoreUnderTest>(new StoreFile());
}
