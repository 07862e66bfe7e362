using Npgsql;
using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Storage.PostgreSql.Rows;
using Tasks.Storage.PostgreSql.Schema;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>Reads what <see cref="ExchangeSql"/> answers: one row about the exchange, then one for each task claimed.</summary>
internal static class ExchangeReading
{
    /// <summary>The answer without its settlements, and the places (from 1) of those that were settled; null for all.</summary>
    public static async Task<(ExchangeAnswer Answer, int[]? Settled)> ReadAsync(
        NpgsqlDataReader reader,
        ExchangeRequest request,
        CancellationToken cancellationToken
    )
    {
        await reader.ReadAsync(cancellationToken);
        PostgreSqlSchema.RequireKnown(reader.GetInt32(ExchangeSql.Version));
        var answer = new ExchangeAnswer(
            new(reader.GetInt64(ExchangeSql.Now)),
            StandingOf(reader, request),
            [],
            [],
            CancelRequests(reader, ExchangeSql.CancelIds),
            reader.IsDBNull(ExchangeSql.NextDueAt) ? null : new Instant(reader.GetInt64(ExchangeSql.NextDueAt)),
            PauseSql.ReadFrom(reader, ExchangeSql.Pauses)
        );
        var settled = reader.IsDBNull(ExchangeSql.Settled)
            ? null
            : Array.ConvertAll(reader.GetFieldValue<long[]>(ExchangeSql.Settled), place => (int)place);
        var claimed = await ClaimedAsync(reader, cancellationToken);
        return (answer with { Claimed = claimed }, settled);
    }

    /// <summary>The leases whose tasks were asked to end, from two columns of arrays.</summary>
    public static IReadOnlyList<Hold> CancelRequests(NpgsqlDataReader reader, int ids)
    {
        if (reader.IsDBNull(ids))
        {
            return [];
        }

        var leases = reader.GetFieldValue<long[]>(ids + 1);
        return
        [
            .. reader
                .GetFieldValue<string[]>(ids)
                .Select((id, index) => new Hold(TaskId.Stored(id), leases[index]))
                .OrderBy(hold => hold.Id),
        ];
    }

    private static SessionStanding StandingOf(NpgsqlDataReader reader, ExchangeRequest request) =>
        reader.IsDBNull(ExchangeSql.Turn)
            ? SessionStanding.Lost
            : new Session(
                request.Session,
                default,
                default,
                default,
                reader.GetInt64(ExchangeSql.Turn),
                reader.GetBoolean(ExchangeSql.IsLost),
                WorkerProfile.Unknown
            ).StandingFor(request.Turn);

    private static async Task<IReadOnlyList<TaskRecord>> ClaimedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new RowReader(reader, ExchangeSql.FirstColumn);
        var claimed = new List<(long Place, TaskRecord Task)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add((reader.GetInt64(ExchangeSql.Place), rows.Read()));
        }

        claimed.Sort((one, other) => one.Place.CompareTo(other.Place));
        await reader.NextResultAsync(cancellationToken);
        return claimed.ConvertAll(entry => entry.Task);
    }
}
