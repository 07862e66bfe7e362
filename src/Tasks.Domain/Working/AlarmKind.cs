namespace Tasks.Domain.Working;

/// <summary>What an alarm of a run means when it rings.</summary>
public enum AlarmKind
{
    /// <summary>The run has used up its time limit.</summary>
    TimeLimit,

    /// <summary>The run has had its time to heed its token.</summary>
    Grace,
}
