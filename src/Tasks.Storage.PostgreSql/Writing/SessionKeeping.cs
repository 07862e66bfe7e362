using Tasks.Domain;
using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Pausing;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores.Rows;
using Tasks.Storage.PostgreSql.Connecting;
using Tasks.Storage.PostgreSql.Rows;

namespace Tasks.Storage.PostgreSql.Writing;

/// <summary>
/// Opens, beats, reconciles and closes the sessions of workers. Opening and beating have a connection of their own, which no load and no
/// application can take from them.
/// </summary>
internal sealed class SessionKeeping(LanePool lanes, LanePool reserved, Statements statements, News news)
{
    private SessionSql Sql => statements.Sessions;

    public async Task<OpenAnswer> OpenAsync(SessionId id, TimeSpan leaseTime, WorkerProfile profile, CancellationToken cancellationToken)
    {
        var query = new Query(Sql.Open)
            .With(id.Value)
            .With(Moment.Microseconds(leaseTime))
            .With(profile.Serves.Value)
            .With(ProfileText.Of(profile));
        return await reserved.UseAsync(
            async lane =>
            {
                await using var reader = await lane.ReadAsync([query], cancellationToken);
                await reader.ReadAsync(cancellationToken);
                return new OpenAnswer(new(reader.GetInt64(0)), PauseSql.ReadFrom(reader, 1));
            },
            cancellationToken,
            isRepeatable: true
        );
    }

    public Task<BeatAnswer> BeatAsync(Beat beat, CancellationToken cancellationToken) =>
        reserved.UseAsync(
            async lane =>
            {
                var query = new Query(Sql.Beat)
                    .With(beat.Session.Value)
                    .With(Moment.Microseconds(beat.LeaseTime))
                    .With(beat.Load.Running)
                    .With(StuckText.Of(beat.Load.Stuck))
                    .With(beat.Heeded);
                await using var reader = await lane.ReadAsync([query], cancellationToken);
                await reader.ReadAsync(cancellationToken);
                return new BeatAnswer(
                    new(reader.GetInt64(0)),
                    reader.GetBoolean(1),
                    ExchangeReading.CancelRequests(reader, 2),
                    PauseSql.ReadFrom(reader, 4)
                );
            },
            cancellationToken,
            isRepeatable: true
        );

    public Task<Instant> CloseAsync(SessionId id, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                var step = await LockAsync(lane, id, cancellationToken);
                TakeBack(step, step.Ledger.Tasks.ToList());
                await step.CommitAsync(lane, statements, [new Query(Sql.Delete).With(id.Value)], cancellationToken);
                news.Tell(step.Ledger);
                return step.Now;
            },
            cancellationToken
        );

    public Task<ReconcileAnswer> ReconcileAsync(SessionId id, long turn, IReadOnlyList<Hold> held, CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                var step = await LockAsync(lane, id, cancellationToken);
                var there = step.Ledger.Tasks.Select(task => task.Hold).ToHashSet();
                var gone = held.Where(hold => !there.Contains(hold)).ToArray();
                var standing = step.Session?.Session.StandingFor(turn) ?? SessionStanding.Lost;
                if (standing != SessionStanding.Live)
                {
                    await step.CommitAsync(lane, statements, [], cancellationToken);
                    return new ReconcileAnswer(step.Now, standing, [], gone);
                }

                var named = held.ToHashSet();
                var unknown = step.Ledger.Tasks.Where(task => !named.Contains(task.Hold)).OrderBy(task => task.Id).ToList();
                TakeBack(step, unknown);
                await step.CommitAsync(lane, statements, [new Query(Sql.SetTurn).With(id.Value).With(turn)], cancellationToken);
                news.Tell(step.Ledger);
                return new(step.Now, standing, [.. unknown.Select(task => task.Hold)], gone);
            },
            cancellationToken
        );

    public Task<SessionsAnswer> ListAsync(CancellationToken cancellationToken) =>
        lanes.UseAsync(
            async lane =>
            {
                await using var reader = await lane.ReadAsync([new(Sql.All)], cancellationToken);
                var (now, pauses, sessions) = (default(Instant), default(Pauses), new List<Session>());
                while (await reader.ReadAsync(cancellationToken))
                {
                    (now, pauses) = (new(reader.GetInt64(0)), PauseSql.ReadFrom(reader, 1));
                    if (!reader.IsDBNull(3))
                    {
                        sessions.Add(StoredSession.ReadWhole(reader, 3));
                    }
                }

                return new SessionsAnswer(now, sessions, pauses);
            },
            cancellationToken,
            isRepeatable: true
        );

    private Task<LockedStep> LockAsync(Lane lane, SessionId id, CancellationToken cancellationToken) =>
        LockedStep.BeginAsync(
            lane,
            new Query(Sql.Lock).With(id.Value),
            new Query(statements.Tasks.LockHeldBy).With(id.Value),
            isWhole: false,
            cancellationToken
        );

    private static void TakeBack(LockedStep step, List<TaskRecord> held)
    {
        foreach (var task in held)
        {
            step.Ledger.Move(task.Id, running => TaskLifecycle.TakeBack(running, step.Now));
        }
    }
}
