namespace Tasks.Domain.Calls;

/// <summary>When a call may start at the earliest.</summary>
public abstract record Timing
{
    private Timing() { }

    /// <summary>As soon as it is enqueued.</summary>
    public static Timing Now { get; } = new Immediately();

    /// <summary>The moment this means for a call enqueued at <paramref name="now"/>; null where nothing was asked for.</summary>
    public abstract Instant? Resolve(Instant now);

    /// <summary>As soon as it is enqueued.</summary>
    public sealed record Immediately : Timing
    {
        /// <inheritdoc/>
        public override Instant? Resolve(Instant now) => null;
    }

    /// <summary>Not before a moment; one in the past means at once.</summary>
    /// <param name="Moment">By the store's clock.</param>
    public sealed record NotBefore(Instant Moment) : Timing
    {
        /// <inheritdoc/>
        public override Instant? Resolve(Instant now) => Moment;
    }

    /// <summary>A duration after the enqueue, added by the store to the store's clock.</summary>
    /// <param name="Delay">A negative one means at once.</param>
    public sealed record After(TimeSpan Delay) : Timing
    {
        /// <inheritdoc/>
        public override Instant? Resolve(Instant now) => now + Delay;
    }
}
