using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Law;

public sealed class Comparing : ComparingContract<PostgreSqlPlace>;

public sealed class Enqueueing : EnqueueingContract<PostgreSqlPlace>;

public sealed class Claiming : ClaimingContract<PostgreSqlPlace>;

public sealed class Settling : SettlingContract<PostgreSqlPlace>;

public sealed class Fencing : FencingContract<PostgreSqlPlace>;

public sealed class Beating : BeatingContract<PostgreSqlPlace>;

public sealed class Sweeping : SweepingContract<PostgreSqlPlace>;

public sealed class Reconciling : ReconcilingContract<PostgreSqlPlace>;

public sealed class Cancelling : CancellingContract<PostgreSqlPlace>;

public sealed class Reading : ReadingContract<PostgreSqlPlace>;

public sealed class Watching : WatchingContract<PostgreSqlPlace>;

public sealed class Racing : RacingContract<PostgreSqlPlace>;

public sealed class Finishing : FinishingContract<PostgreSqlPlace>;

public sealed class Durability : DurabilityContract<PostgreSqlPlace>;

public sealed class Operating : OperatingContract<PostgreSqlPlace>;
