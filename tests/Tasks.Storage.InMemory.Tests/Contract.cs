using Tasks.Storage.Contract;

namespace Tasks.Storage.InMemory.Tests;

public sealed class Comparing : ComparingContract<InMemoryPlace>;
