namespace Tasks.Domain.Calls;

/// <summary>What a task method is to the domain: its name and the options that travel with each of its tasks.</summary>
/// <param name="Name">What finds the method again.</param>
/// <param name="Queue">Where its tasks wait.</param>
/// <param name="Priority">How urgent they are there.</param>
/// <param name="Retry">How often they may fail or crash.</param>
/// <param name="TimeLimit">How long one attempt may run; null for no limit.</param>
public sealed record Definition(TaskName Name, QueueName Queue, TaskPriority Priority, RetryPolicy Retry, TimeSpan? TimeLimit)
{
    /// <summary>A definition with the defaults: queue <c>default</c>, priority 0, no retry, no time limit.</summary>
    public static Definition Of(TaskName name) => new(name, QueueName.Default, TaskPriority.Normal, RetryPolicy.Default, null);
}
