using Tasks.Storage.PostgreSql.Claiming;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// The hot statement: settles successes, notes starts and claims, in one. It restates these three moves of the domain and no other; a
/// settlement that finds its task otherwise than an ordinary success would, it leaves alone, and then it claims nothing either.
/// </summary>
/// <remarks>
/// Tables of a newer program are left alone. The session's row is locked first, in a way that beats do not mind and reconciliations do: an exchange that waited for one sees its turn.
/// Rows are joined by id, and the state is compared in a way that no statistics know of: a planner that believes that nothing runs would
/// join the other way round.
/// </remarks>
internal sealed class ExchangeSql(TableNames names)
{
    /// <summary>Where the columns of a claimed task begin.</summary>
    public const int FirstColumn = Place + 1;

    public const int Now = 0;
    public const int Turn = 1;
    public const int IsLost = 2;
    public const int Settled = 3;
    public const int CancelIds = 4;
    public const int CancelLeases = 5;
    public const int NextDueAt = 6;
    public const int Version = 7;
    public const int Pauses = 8;
    public const int Place = 10;

    // After session, turn, moment, four columns of settlements and two of starts.
    private const int FirstOfClaim = 10;

    private readonly PauseSql pauses = new(names);
    private readonly Dictionary<ClaimShape, string> claiming = [];
    private string? settling;

    /// <summary>The statement that settles and claims.</summary>
    public string Claiming(ClaimShape shape)
    {
        lock (claiming)
        {
            return claiming.TryGetValue(shape, out var sql) ? sql : claiming[shape] = Text(new ClaimSql(names, shape));
        }
    }

    /// <summary>The statement that settles only.</summary>
    public string Settling => settling ??= Text(null);

    private string Text(ClaimSql? claim) =>
        $"""
            WITH RECURSIVE clock(now) AS MATERIALIZED (SELECT coalesce($3::bigint, {Moment.OfTransaction})),
            session AS MATERIALIZED (SELECT key, turn, is_lost FROM {names.Sessions} WHERE id = $1 FOR KEY SHARE),
            known(version, is_known) AS MATERIALIZED (
                SELECT coalesce(max(version), 0), coalesce(max(version), 0) <= {PostgreSqlSchema.Version} AND (SELECT count(*) FROM session) >= 0 FROM {names.Versions}
            ),
            settled AS (
                UPDATE {names.Tasks} AS t
                SET state = 2, finished_at = greatest(clock.now, coalesce(t.last_attempted_at, t.enqueued_at)), result = s.result,
                    metadata = CASE WHEN s.metadata IS NULL THEN t.metadata ELSE nullif(s.metadata, '{"{}"}') END,
                    session = NULL, is_started = false, cancel_requested = false
                FROM clock, unnest($4::text[], $5::bigint[], $6::text[], $7::text[]) WITH ORDINALITY AS s(id, lease, result, metadata, place)
                WHERE (SELECT is_known FROM known) AND t.id = s.id AND t.lease = s.lease AND t.state + 0 = 1
                RETURNING s.place
            ),
            started AS (
                UPDATE {names.Tasks} AS t SET is_started = true
                FROM unnest($8::text[], $9::bigint[]) AS s(id, lease)
                WHERE (SELECT is_known FROM known) AND t.id = s.id AND t.lease = s.lease AND t.state + 0 = 1
            ),
            gate AS MATERIALIZED (
                SELECT key FROM session
                WHERE (SELECT is_known FROM known) AND NOT is_lost AND turn <= $2::bigint AND (SELECT count(*) FROM settled) = cardinality($4::text[])
            ){(claim is null ? "" : ",\n" + claim.Expressions(FirstOfClaim))}
            SELECT clock.now, s.turn, s.is_lost,
                CASE WHEN (SELECT count(*) FROM settled) < cardinality($4::text[])
                    THEN coalesce((SELECT array_agg(place) FROM settled), '{"{}"}') END,
                c.ids, c.leases, {(claim is null ? "NULL::bigint" : claim.NextDueAt(FirstOfClaim))},
                (SELECT version FROM known), {pauses.Columns}, NULL::bigint,
                {Column.Nothing}
            FROM clock LEFT JOIN session s ON true
            LEFT JOIN LATERAL (
                SELECT array_agg(t.id) AS ids, array_agg(t.lease) AS leases FROM {names.Tasks} t WHERE t.session = s.key AND t.cancel_requested
            ) c ON true{(claim is null ? "" : Claimed)}
            """;

    private static string Claimed => "\nUNION ALL\nSELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, t.* FROM claimed t";
}
