using System.Text.Json.Nodes;
using Tasks.Domain.Calls;
using Tasks.Runtime.Serialization;
using Tasks.Runtime.Working;

namespace Tasks.Running;

/// <summary>The metadata of a running task: a JSON object that its method changes as it likes.</summary>
internal sealed class RunMetadata(string task, Run run, TaskJson json)
{
    private JsonText saved = run.Task.Metadata;

    public JsonObject Members { get; } = json.ParseObject(run.Task.Metadata);

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var text = Written();
        await run.SaveMetadataAsync(text, cancellationToken);
        saved = text;
    }

    /// <summary>Leaves changes that are not saved yet to be recorded with the outcome.</summary>
    public void Keep() => run.Metadata = Unsaved() ?? run.Metadata;

    /// <summary>All of it where something has changed since it was saved; null where nothing has.</summary>
    public JsonText? Unsaved() => Written() is var text && text != saved ? text : null;

    private JsonText Written() => json.Write(task, "metadata", Members);
}
