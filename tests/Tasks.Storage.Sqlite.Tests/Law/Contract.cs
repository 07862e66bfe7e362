using Tasks.Storage.Contract;

namespace Tasks.Storage.Sqlite.Tests.Law;

public sealed class Comparing : ComparingContract<SqlitePlace>;

public sealed class ComparingInChunks : ComparingContract<SmallChunks>;

public sealed class ComparingManyReady : ComparingContract<ManyReady>;

public sealed class Enqueueing : EnqueueingContract<SqlitePlace>;

public sealed class Claiming : ClaimingContract<SqlitePlace>;

public sealed class Settling : SettlingContract<SqlitePlace>;

public sealed class SettlingInChunks : SettlingContract<SmallChunks>;

public sealed class Fencing : FencingContract<SqlitePlace>;

public sealed class FencingInChunks : FencingContract<SmallChunks>;

public sealed class Beating : BeatingContract<SqlitePlace>;

public sealed class Sweeping : SweepingContract<SqlitePlace>;

public sealed class Reconciling : ReconcilingContract<SqlitePlace>;

public sealed class Cancelling : CancellingContract<SqlitePlace>;

public sealed class Reading : ReadingContract<SqlitePlace>;

public sealed class ReadingManyReady : ReadingContract<ManyReady>;

public sealed class Watching : WatchingContract<SqlitePlace>;

public sealed class Racing : RacingContract<SqlitePlace>;

public sealed class Finishing : FinishingContract<SqlitePlace>;

public sealed class Durability : DurabilityContract<SqlitePlace>;

public sealed class Operating : OperatingContract<SqlitePlace>;
