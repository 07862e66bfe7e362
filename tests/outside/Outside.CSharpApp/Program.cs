using Outside.CSharpApp;
using Tasks;

if (args is ["work", var file, var id])
{
    return await Late.WorkAsync(file, id);
}

if (args is ["do", var store, .. var command])
{
    return await Late.DoAsync(store, command);
}

// From here to the end it is the code of the specification, but for the three lines that are marked.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddTasks(tasks => tasks.AddSqlite("Data Source=tasks.db").AddWorker());
builder.Services.AddSingleton<IEmailSender, Outbox>(); // added
using var host = builder.Build();
await host.StartAsync();

TaskResult<int> result = await Maths.AddTask.EnqueueAsync(1, 2); // typed, checked at compile time
result = await result.WaitAsync(TimeSpan.FromSeconds(5)); // or RefreshAsync()
Console.WriteLine(result.ReturnValue); // 3

await Proof.RunAsync(host); // added
return 0; // added

public static partial class Maths
{
    [Task]
    public static int CalculateMeaningOfLife() => 42;

    [Task(Priority = 10, MaxAttempts = 5, RetryBackoff = RetryBackoff.Exponential, RetryDelaySeconds = 2, TimeoutSeconds = 30)]
    public static async Task<int> AddAsync(int a, int b, CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken);
        return a + b;
    }

    [Task]
    public static string WhoAmI(TaskContext context) => context.TaskResult.Id;
}

public sealed partial class EmailTasks(IEmailSender sender) // instance tasks: built from the DI scope of the run
{
    [Task]
    public async Task SendWelcome(int userId, string template = "default", CancellationToken ct = default) =>
        await sender.SendAsync(userId, template, ct);
}
