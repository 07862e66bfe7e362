using Tasks.Storage.Contract;

namespace Tasks.Storage.InMemory.Tests;

public sealed class Comparing : ComparingContract<InMemoryPlace>;

public sealed class Enqueueing : EnqueueingContract<InMemoryPlace>;

public sealed class Claiming : ClaimingContract<InMemoryPlace>;

public sealed class Settling : SettlingContract<InMemoryPlace>;

public sealed class Fencing : FencingContract<InMemoryPlace>;

public sealed class Beating : BeatingContract<InMemoryPlace>;

public sealed class Sweeping : SweepingContract<InMemoryPlace>;

public sealed class Reconciling : ReconcilingContract<InMemoryPlace>;

public sealed class Cancelling : CancellingContract<InMemoryPlace>;

public sealed class Reading : ReadingContract<InMemoryPlace>;

public sealed class Watching : WatchingContract<InMemoryPlace>;

public sealed class Racing : RacingContract<InMemoryPlace>;

public sealed class Operating : OperatingContract<InMemoryPlace>;
