using Npgsql;
using Tasks.Storage.Contract;
using Tasks.TestServers;
using Tasks.TestServers.PgBouncer;

namespace Tasks.Storage.PostgreSql.Tests.Law;

/// <summary>
/// The same law through a real PgBouncer that pools transactions: what a store says next may reach another server connection than what it
/// said before.
/// </summary>
public sealed class BouncedPlace : PostgreSqlPlace
{
    private static readonly Lazy<Task<NpgsqlDataSource>> Bounced = new(ConnectAsync);

    public override bool Listen => false;

    public override int Seeds => 25;

    protected override Task<NpgsqlDataSource> StoreSourceAsync() => Requirement.MeetAsync(() => Bounced.Value);

    private static async Task<NpgsqlDataSource> ConnectAsync()
    {
        var bouncer = await PgBouncerServer.SharedAsync();
        var parts = new NpgsqlConnectionStringBuilder(bouncer.Through((await ServerAsync()).ConnectionString))
        {
            Database = new NpgsqlConnectionStringBuilder((await SourceAsync()).ConnectionString).Database,
            MaxPoolSize = 200,
            NoResetOnClose = true,
        };
        return NpgsqlDataSource.Create(parts);
    }
}

public sealed class BouncedComparing : ComparingContract<BouncedPlace>;

public sealed class BouncedEnqueueing : EnqueueingContract<BouncedPlace>;

public sealed class BouncedClaiming : ClaimingContract<BouncedPlace>;

public sealed class BouncedSettling : SettlingContract<BouncedPlace>;

public sealed class BouncedFencing : FencingContract<BouncedPlace>;

public sealed class BouncedBeating : BeatingContract<BouncedPlace>;

public sealed class BouncedSweeping : SweepingContract<BouncedPlace>;

public sealed class BouncedReconciling : ReconcilingContract<BouncedPlace>;

public sealed class BouncedCancelling : CancellingContract<BouncedPlace>;

public sealed class BouncedReading : ReadingContract<BouncedPlace>;

public sealed class BouncedWatching : WatchingContract<BouncedPlace>;

public sealed class BouncedRacing : RacingContract<BouncedPlace>;

public sealed class BouncedFinishing : FinishingContract<BouncedPlace>;

public sealed class BouncedDurability : DurabilityContract<BouncedPlace>;
