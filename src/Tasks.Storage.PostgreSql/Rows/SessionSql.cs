using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>The statements about sessions. Tasks name a session by the key of its row, which no later session gets again.</summary>
internal sealed class SessionSql(TableNames names)
{
    // What a session's worker knows of itself may be long, and most have no use for it.
    private const string Columns =
        "s.key, s.id, s.opened_at, s.beaten_at, s.ends_at, s.turn, s.is_lost, s.serves, s.running, s.stuck, s.heeded";

    private readonly PauseSql pauses = new(names);

    /// <summary>Opens a session; one whose id is there already stays as it is. Gives the moment and the pauses.</summary>
    public string Open =>
        $"""
            WITH opened AS (
                INSERT INTO {names.Sessions} (id, opened_at, beaten_at, ends_at, turn, is_lost, serves, profile)
                VALUES ($1, {Moment.OfTransaction}, {Moment.OfTransaction}, {Moment.Plus(
                Moment.OfTransaction,
                "$2::bigint"
            )}, 0, false, $3, $4)
                ON CONFLICT (id) DO NOTHING
            )
            SELECT {Moment.OfTransaction}, {pauses.Columns}
            """;

    /// <summary>
    /// Extends a session that is not lost, and keeps how its worker is. Gives the moment, whether it did, the leases whose tasks were asked
    /// to end, and the pauses.
    /// </summary>
    public string Beat =>
        $"""
            WITH beaten AS (
                UPDATE {names.Sessions}
                SET ends_at = greatest(ends_at, {Moment.Plus(Moment.OfTransaction, "$2::bigint")}),
                    beaten_at = greatest(beaten_at, {Moment.OfTransaction}),
                    running = $3::int, stuck = $4::text, heeded = greatest(heeded, $5::bigint)
                WHERE id = $1 AND NOT is_lost
                RETURNING key
            )
            SELECT {Moment.OfTransaction}, b.key IS NOT NULL, c.ids, c.leases, {pauses.Columns}
            FROM (SELECT 1) one LEFT JOIN beaten b ON true
            LEFT JOIN LATERAL (
                SELECT array_agg(t.id) AS ids, array_agg(t.lease) AS leases FROM {names.Tasks} t WHERE t.session = b.key AND t.cancel_requested
            ) c ON true
            """;

    /// <summary>The moment and the pauses with every session whole, by id; one row of NULLs where there is none.</summary>
    public string All =>
        $"""
            SELECT {Moment.OfTransaction}, {pauses.Columns}, {Columns}, s.profile
            FROM (SELECT 1) one LEFT JOIN {names.Sessions} s ON true ORDER BY s.id
            """;

    /// <summary>Locks a session against everything, exchanges included.</summary>
    public string Lock => $"SELECT {Columns} FROM {names.Sessions} s WHERE s.id = $1 FOR UPDATE";

    /// <summary>Locks a session as exchanges do: beats go on, reconciliations wait.</summary>
    public string Share => $"SELECT {Columns} FROM {names.Sessions} s WHERE s.id = $1 FOR KEY SHARE";

    /// <summary>The moment, and whether there is anything to sweep: sessions that have ended or are lost, or tasks of sessions that are gone.</summary>
    public string IsAnythingToSweep =>
        $"""
            WITH RECURSIVE holders(session) AS (
                (SELECT t.session FROM {names.Tasks} t WHERE t.state = 1 ORDER BY t.session LIMIT 1)
                UNION ALL
                SELECT (SELECT t.session FROM {names.Tasks} t WHERE t.state = 1 AND t.session > holders.session ORDER BY t.session LIMIT 1)
                FROM holders WHERE holders.session IS NOT NULL
            )
            SELECT {Moment.OfTransaction},
                EXISTS (SELECT FROM {names.Sessions} s WHERE s.is_lost OR s.ends_at < {Moment.OfTransaction})
                OR EXISTS (
                    SELECT FROM holders h
                    WHERE h.session IS NOT NULL AND NOT EXISTS (SELECT FROM {names.Sessions} s WHERE s.key = h.session)
                )
            """;

    /// <summary>Locks the sessions that have ended or are lost, by id.</summary>
    public string LockOver =>
        $"SELECT {Columns} FROM {names.Sessions} s WHERE s.is_lost OR s.ends_at < {Moment.OfTransaction} ORDER BY s.id FOR UPDATE";

    public string MarkLost => $"UPDATE {names.Sessions} SET is_lost = true WHERE key = ANY ($1::bigint[])";

    public string SetTurn => $"UPDATE {names.Sessions} SET turn = $2::bigint WHERE id = $1";

    public string Delete => $"DELETE FROM {names.Sessions} WHERE id = $1";

    /// <summary>Removes those of the lost sessions named that hold nothing any more.</summary>
    public string DeleteEmptied =>
        $"DELETE FROM {names.Sessions} s WHERE s.key = ANY ($1::bigint[]) AND NOT EXISTS (SELECT FROM {names.Tasks} t WHERE t.state = 1 AND t.session = s.key)";
}
