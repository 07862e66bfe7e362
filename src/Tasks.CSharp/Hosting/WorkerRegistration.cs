namespace Tasks.Hosting;

/// <summary>One worker that the host shall run.</summary>
/// <param name="Configure">Sets its options.</param>
internal sealed record WorkerRegistration(Action<WorkerOptions>? Configure)
{
    public WorkerOptions CreateOptions()
    {
        var options = new WorkerOptions();
        Configure?.Invoke(options);
        return options;
    }
}
