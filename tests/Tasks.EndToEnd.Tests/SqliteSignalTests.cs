namespace Tasks.EndToEnd.Tests;

public sealed class SqliteSignalTests : SignalTests
{
    private protected override Task<StoreUnderTest> CreateAsync() => Task.FromResult<StoreUnderTest>(new StoreFile());
}
