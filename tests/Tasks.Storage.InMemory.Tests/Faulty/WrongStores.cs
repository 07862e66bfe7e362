using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;
using Tasks.Runtime.Stores;

namespace Tasks.Storage.InMemory.Tests.Faulty;

/// <summary>Stores that are wrong in one way each, by what they do.</summary>
internal static class WrongStores
{
    public static IReadOnlyDictionary<string, Func<ITaskStore, ITaskStore>> All { get; } =
        new Dictionary<string, Func<ITaskStore, ITaskStore>>(StringComparer.Ordinal)
        {
            ["settles without looking at the lease"] = FaultyExchange.Unfenced,
            ["drops metadata that comes with an outcome"] = FaultyExchange.MishearingSettlements(settlement =>
                settlement with
                {
                    Metadata = null,
                }
            ),
            ["takes a release for a postponement"] = FaultyExchange.MishearingSettlements(settlement =>
                settlement.Outcome is Outcome.Released ? settlement with { Outcome = new Outcome.Postponed(TimeSpan.Zero) } : settlement
            ),
            ["takes a last failure for one with others left"] = FaultyExchange.MishearingSettlements(settlement =>
                settlement.Outcome is Outcome.Failed(var failure)
                    ? settlement with
                    {
                        Outcome = new Outcome.Retried(failure, TimeSpan.Zero),
                    }
                    : settlement
            ),
            ["settles a batch from its end"] = FaultyExchange.Mishearing(request =>
                request with
                {
                    Settlements = [.. request.Settlements.Reverse()],
                }
            ),
            ["forgets to note starts"] = FaultyExchange.Mishearing(request => request with { Starts = [] }),
            ["lets an exchange of an earlier turn claim"] = FaultyExchange.Mishearing(request => request with { Turn = long.MaxValue }),
            ["starts all it claims"] = FaultyExchange.MishearingClaims(claim => claim with { StartNow = int.MaxValue }),
            ["claims one too many"] = FaultyExchange.MishearingClaims(claim => claim with { Count = claim.Count + 1 }),
            ["claims from any queue"] = FaultyExchange.MishearingClaims(claim =>
                claim with
                {
                    Queues = QueueSelection.All with { Limits = claim.Queues.Limits },
                }
            ),
            ["ignores excluded queues"] = FaultyExchange.MishearingClaims(claim =>
                claim with
                {
                    Queues = claim.Queues with { Excluded = [] },
                }
            ),
            ["ignores limits of queues"] = FaultyExchange.MishearingClaims(claim =>
                claim with
                {
                    Queues = claim.Queues with { Limits = ImmutableDictionary<QueueName, int>.Empty },
                }
            ),
            ["serves the first queue first every time"] = FaultyExchange.MishearingClaims(claim => claim with { After = null }),
            ["fills batches beyond their bytes"] = FaultyExchange.MishearingClaims(claim => claim with { MaxBytes = long.MaxValue }),
            ["answers claims in another order"] = FaultyExchange.Misreporting(answer =>
                answer with
                {
                    Claimed = [.. answer.Claimed.OrderBy(task => task.Id)],
                }
            ),
            ["reports a repeated outcome as applied"] = FaultyExchange.Misreporting(answer =>
                answer with
                {
                    Settled =
                    [
                        .. answer.Settled.Select(settled =>
                            settled.Verdict == Verdict.Repeated ? settled with { Verdict = Verdict.Applied } : settled
                        ),
                    ],
                }
            ),
            ["reports a missing task as stale"] = FaultyExchange.Misreporting(answer =>
                answer with
                {
                    Settled =
                    [
                        .. answer.Settled.Select(settled =>
                            settled.Verdict == Verdict.Missing ? settled with { Verdict = Verdict.Stale } : settled
                        ),
                    ],
                }
            ),
            ["forgets cancel requests in exchanges"] = FaultyExchange.Misreporting(answer => answer with { CancelRequests = [] }),
            ["does not say when the next task is due"] = FaultyExchange.Misreporting(answer => answer with { NextDueAt = null }),
            ["answers enqueues in another order"] = inner => new FaultyVerb.EnqueueShuffles(inner),
            ["rewrites JSON"] = inner => new FaultyVerb.EnqueueRewritesJson(inner),
            ["keeps three priorities"] = inner => new FaultyVerb.EnqueueRoundsPriorities(inner),
            ["forgives a lost session"] = inner => new FaultyVerb.BeatForgives(inner),
            ["extends no session"] = inner => new FaultyVerb.BeatExtendsNothing(inner),
            ["forgets cancel requests in beats"] = inner => new FaultyVerb.BeatForgetsCancels(inner),
            ["forgets cancels"] = inner => new FaultyVerb.CancelForgets(inner),
            ["sweeps without bound"] = inner => new FaultyVerb.SweepIsUnbounded(inner),
            ["sweeps without counting crashes"] = inner => new FaultyVerb.SweepCountsNoCrash(inner),
            ["keeps leases that nobody knows of"] = inner => new FaultyVerb.ReconcileKeepsAll(inner),
            ["keeps the leases of a closed session"] = inner => new FaultyVerb.CloseKeepsLeases(inner),
            ["annotates without looking at the lease"] = inner => new FaultyVerb.AnnotateIsUnfenced(inner),
            ["reads a repeated id once"] = inner => new FaultyVerb.ReadSkipsRepeats(inner),
            ["counts no more than a page"] = inner => new FaultyVerb.CountStopsAtLimit(inner),
            ["lists from the first, whatever the offset"] = inner => new FaultyVerb.ListIgnoresOffset(inner),
            ["ignores the case of ids"] = inner => new FaultyVerb.ReadIgnoresCase(inner),
            ["retries twice"] = inner => new FaultyVerb.RetryTwice(inner),
            ["drops traces"] = FaultyOperating.MishearingEnqueues(call => call with { Trace = null }),
            ["opens sessions of unknown workers"] = inner => new FaultyOperating.OpenForgetsTheProfile(inner),
            ["opens sessions and hushes pauses"] = inner => new FaultyOperating.OpenHushesPauses(inner),
            ["hushes pauses in exchanges"] = FaultyExchange.Misreporting(answer => answer with { Pauses = default }),
            ["hushes pauses in beats"] = FaultyOperating.MisreportingBeats(answer => answer with { Pauses = default }),
            ["forgets what a worker has to do"] = FaultyOperating.MishearingBeats(beat => beat with { Load = default }),
            ["forgets what a worker heeds"] = FaultyOperating.MishearingBeats(beat => beat with { Heeded = 0 }),
            ["hides sessions that have ended"] = inner => new FaultyOperating.SessionsHideTheEnded(inner),
            ["counts a pause again"] = inner => new FaultyOperating.PauseCountsAgain(inner),
            ["keeps a pause that is over"] = inner => new FaultyOperating.ResumeForgets(inner),
            ["counts tasks beyond the limit"] = inner => new FaultyOperating.CountsGoOn(inner),
            ["counts queues beyond the limit"] = inner => new FaultyOperating.QueuesGoOn(inner),
            ["hides queues in which nothing is due"] = inner => new FaultyOperating.QueuesShowOnlyTheDue(inner),
            ["lists by the moment of the enqueue"] = inner => new FaultyOperating.ListsByMoment(inner),
            ["lists from the first, whatever was seen"] = FaultyOperating.MishearingFilters(filter => filter with { ListedAfter = null }),
            ["lists whatever the error"] = FaultyOperating.MishearingFilters(filter => filter with { ErrorType = null }),
            ["lists what is too old"] = FaultyOperating.MishearingFilters(filter => filter with { EnqueuedSince = null }),
            ["lists what is too new"] = FaultyOperating.MishearingFilters(filter => filter with { EnqueuedBefore = null }),
            ["prunes all queues"] = FaultyOperating.MishearingPrunes(request =>
                request with
                {
                    Retention = request.Retention with { Queue = null },
                }
            ),
            ["prunes what failed as what did not"] = FaultyOperating.MishearingPrunes(request =>
                request with
                {
                    Retention = request.Retention with { Failed = request.Retention.Finished },
                }
            ),
            ["prunes whatever its age"] = FaultyOperating.MishearingPrunes(request =>
                request with
                {
                    Retention = request.Retention with { Finished = TimeSpan.Zero, Failed = TimeSpan.Zero },
                }
            ),
            ["prunes on a dry run"] = FaultyOperating.MishearingPrunes(request => request with { IsDryRun = false }),
            ["begins every walk anew"] = FaultyOperating.MishearingPrunes(request => request with { After = null }),
            ["looks at all tasks in one step"] = FaultyOperating.MishearingPrunes(request => request with { Look = int.MaxValue }),
        };
}
