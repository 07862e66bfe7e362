namespace Tasks.Domain.Lifecycle;

/// <summary>Draws the jitter of a crash back-off from facts alone, so that every store that decides it decides the same.</summary>
public static class CrashJitter
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private const double TwoToThe53 = 9007199254740992;

    /// <summary>A number from 0 (included) to 1 (excluded) that depends on the task and its lease, and spreads evenly over both.</summary>
    public static double Of(TaskId id, long lease)
    {
        var hash = FnvOffset;
        foreach (var character in id.Value)
        {
            hash = (hash ^ character) * FnvPrime;
        }

        hash = (hash ^ (ulong)lease) * FnvPrime;
        // The low bits of ids that differ in their last character must reach the high ones (the finaliser of MurmurHash3).
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return ((hash ^ (hash >> 33)) >> 11) / TwoToThe53;
    }
}
