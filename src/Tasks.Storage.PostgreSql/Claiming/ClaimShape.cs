using Tasks.Domain.Protocol;

namespace Tasks.Storage.PostgreSql.Claiming;

/// <summary>What kind of claim: each kind is a statement of its own, prepared and planned for itself.</summary>
/// <param name="Most">A round number that is no smaller than what is asked for.</param>
/// <param name="IsOpen">Whether all queues but some are served.</param>
/// <param name="IsLimited">Whether only so many may be taken from some queue.</param>
/// <param name="IsResumed">Whether it goes on where the last one ended: see <see cref="ClaimPosition"/>.</param>
internal readonly record struct ClaimShape(int Most, bool IsOpen, bool IsLimited, bool IsResumed)
{
    private static readonly int[] RoundNumbers = [1, 16, 128, 1024];

    public static ClaimShape Of(ClaimRequest claim, ClaimPosition? from) =>
        new(
            Array.Find(RoundNumbers, number => number >= claim.Count) is > 0 and var round ? round : claim.Count,
            claim.Queues.IsOpen,
            claim.Queues.Limits.Count > 0,
            from is not null
        );
}
