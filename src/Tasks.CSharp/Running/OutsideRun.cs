using Tasks.Backends;
using Tasks.Runtime.Backends;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Working;

namespace Tasks.Running;

/// <summary>The run of a method that is called here and now, outside any backend: it reads as running, and nothing of it is kept.</summary>
internal static class OutsideRun
{
    public static (Run Run, RunPlace Place) Begin(TaskHandle handle, CancellationToken cancellationToken)
    {
        var nowhere = new ImmediateBackend(new(handle.Backend, new(), NoServices.Instance));
        // The method itself takes its services from the ambient host, and only if it asks for any.
        return (
            nowhere.RunOutside(handle, handle.Terms, cancellationToken),
            new(nowhere, TaskJson.Default, AmbientBackends.OfProcess.Lazily)
        );
    }
}
