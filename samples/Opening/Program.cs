// snippet: opening
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tasks;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddTasks(tasks => tasks.AddSqlite("Data Source=tasks.db").AddWorker());
using var host = builder.Build();
await host.StartAsync();

TaskResult<int> result = await Maths.AddTask.EnqueueAsync(1, 2); // typed, checked at compile time
result = await result.WaitAsync(TimeSpan.FromSeconds(5)); // or RefreshAsync()
Console.WriteLine(result.ReturnValue); // 3

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
// end-snippet
