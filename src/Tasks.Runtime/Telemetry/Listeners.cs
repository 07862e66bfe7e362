namespace Tasks.Runtime.Telemetry;

/// <summary>
/// The way to everybody who listens. They are called in the middle of an enqueue, of a run or of the worker's loop, and nobody between them and
/// us catches what they throw: it changes nothing here, and is their own business.
/// </summary>
internal static class Listeners
{
    /// <summary>Tells them something. Only where there is one: the call may allocate.</summary>
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
#pragma warning disable CA1031 // Outcomes do not depend on who listens to them.
        catch (Exception)
#pragma warning restore CA1031
        {
            // It is the listener's own business.
        }
    }
}
