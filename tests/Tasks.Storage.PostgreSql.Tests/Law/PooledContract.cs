using Tasks.Storage.Contract;

namespace Tasks.Storage.PostgreSql.Tests.Law;

/// <summary>The same law for stores that leave nothing behind on a server connection, and prepare nothing.</summary>
public sealed class PooledPlace : PostgreSqlPlace
{
    public override bool Listen => false;

    public override int Seeds => 50;
}

public sealed class PooledComparing : ComparingContract<PooledPlace>;

public sealed class PooledEnqueueing : EnqueueingContract<PooledPlace>;

public sealed class PooledClaiming : ClaimingContract<PooledPlace>;

public sealed class PooledRacing : RacingContract<PooledPlace>;

public sealed class PooledWatching : WatchingContract<PooledPlace>;
