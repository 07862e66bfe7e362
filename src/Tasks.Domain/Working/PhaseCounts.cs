namespace Tasks.Domain.Working;

/// <summary>How many held tasks are in each phase.</summary>
/// <param name="Waiting">Claimed ahead.</param>
/// <param name="Confirming">Suspects whose start is being recorded.</param>
/// <param name="Running">Their methods run.</param>
/// <param name="Ended">Their outcomes are on their way.</param>
public readonly record struct PhaseCounts(int Waiting, int Confirming, int Running, int Ended)
{
    /// <summary>The counts with one phase changed by a number.</summary>
    public PhaseCounts With(HeldPhase phase, int change) =>
        phase switch
        {
            HeldPhase.Waiting => this with { Waiting = Waiting + change },
            HeldPhase.Confirming => this with { Confirming = Confirming + change },
            HeldPhase.Running => this with { Running = Running + change },
            _ => this with { Ended = Ended + change },
        };
}
