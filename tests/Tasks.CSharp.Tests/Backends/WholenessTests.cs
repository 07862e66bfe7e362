namespace Tasks.CSharp.Tests.Backends;

/// <summary>What is stored stays as it is, whatever is asked for.</summary>
public sealed class WholenessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasks-whole-").FullName;

    public static TheoryData<string, Func<ITaskBackend, string, Task>, string> Bad =>
        new()
        {
            {
                "text without a home",
                (backend, _) => backend.EnqueueAsync(Work.EchoTask.With("a\ud800b"), App.Token),
                "The argument 'text' of task 'Tasks.CSharp.Tests.Work.Echo' cannot be stored as JSON"
            },
            {
                "arguments over the limit",
                (backend, _) => backend.EnqueueAsync(Work.EchoTask.With(new string('x', 2_000)), App.Token),
                "The arguments are 2011 bytes of JSON; the limit is 1000 bytes."
            },
            {
                "a queue that is not served, in a batch with good calls",
                (backend, _) =>
                    backend.EnqueueManyAsync([Work.EchoTask.With("fine"), Work.EchoTask.Using(queue: "other").With("x")], App.Token),
                "Queue 'other' is not valid for backend."
            },
            { "an unknown id to read", (backend, _) => backend.GetResultAsync("nobody", App.Token), "nobody" },
            { "an empty id to cancel", (backend, _) => backend.CancelAsync("", App.Token), "''" },
            { "an id of 65 characters to retry", (backend, _) => backend.RetryAsync(new('x', 65), App.Token), new('x', 65) },
            { "a retry of what is due already", (backend, id) => backend.RetryAsync(id, App.Token), "is Ready: it cannot be retried." },
            {
                "an id of another task",
                (_, id) => Work.HalfTask.GetResultAsync(id, App.Token),
                "Task does not match (received 'Tasks.CSharp.Tests.Work.Echo')"
            },
        };

    [Theory]
    [Trait("Spec", "SEC-5")]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_answered_with_what_is_wrong_and_leaves_the_file_whole(
        string what,
        Func<ITaskBackend, string, Task> ask,
        string answer
    )
    {
        await using var app = new App(tasks =>
            tasks.AddSqlite($"Data Source={Path.Combine(folder, "tasks.db")}", configure: options => options.MaxArgumentBytes = 1_000)
        );
        var backend = app.Backends.Default;
        var stored = await backend.EnqueueManyAsync([Work.EchoTask.With("one"), Work.EchoTask.With("two")], App.Token);

        var refusal = await Assert.ThrowsAnyAsync<TaskException>(() => ask(backend, stored[0].Id));

        Assert.True(refusal.Message.Contains(answer, StringComparison.Ordinal), $"{what}: {refusal.Message}");
        var found = await backend.ListAsync(new(), App.Token);
        Assert.Equal(stored.Select(Describe).Order(), found.Select(Describe).Order());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Describe(TaskResult result) =>
        $"{result.Id} {result.TaskName} {result.Status} {result.Attempts} {result.DueAt:O} {result.Arguments["text"]}";
}
