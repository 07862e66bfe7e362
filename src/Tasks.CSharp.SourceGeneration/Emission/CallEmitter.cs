using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Emission;

/// <summary><c>EnqueueAsync</c>, <c>With</c> and <c>CallAsync</c>.</summary>
internal static class CallEmitter
{
    private const string Task = "global::System.Threading.Tasks.Task";

    public static void Emit(SourceWriter writer, TaskModel task)
    {
        var signature = new Signature(task);
        var typed = task.Method.Returns.ResultType is { } result ? $"<{result}>" : "";

        // "base." throughout: a task that takes an object would else call itself.
        Document(writer, task, "Enqueues");
        writer
            .Line($"public {Task}<global::Tasks.TaskResult{typed}> EnqueueAsync({signature.ParametersAndToken})")
            .Body($"base.EnqueueAsync(this.With({signature.Arguments}), {signature.Token})")
            .Line();

        Document(writer, task, "A call, not yet enqueued, of");
        writer
            .Line($"public global::Tasks.TaskCall{typed} With({signature.Parameters})")
            .Body($"base.CreateCall(new {ArgumentsEmitter.Name}({signature.Arguments}))")
            .Line();

        Document(writer, task, "Runs here and now, without a backend,");
        writer
            .Open($"public async {Task}{typed} CallAsync({signature.ParametersAndToken})")
            .Line($"await using var {signature.Run} = base.RunHere({signature.Token});")
            .Line(Statement(task.Method.Returns, Invocation.WithGiven(task, signature.Run)))
            .Close()
            .Line();
    }

    private static string Statement(ReturnModel returns, string invocation) =>
        (returns.ResultType is null ? "" : "return ")
        + (returns.Awaited == Awaitable.None ? invocation : $"await {invocation}.ConfigureAwait(false)")
        + ";";

    private static void Document(SourceWriter writer, TaskModel task, string verb) =>
        writer
            .Line($"/// <summary>{verb} <see cref=\"{task.Method.DocumentationId}\"/>.</summary>")
            .Line($"/// <inheritdoc cref=\"{task.Method.DocumentationId}\" path=\"/remarks|/param\"/>");
}
