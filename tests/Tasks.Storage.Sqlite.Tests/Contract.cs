using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests;

public sealed class Comparing : ComparingContract<SqlitePlace>;
