using Tasks;

namespace Quickstart;

/// <summary>A task that was enqueued, and what should become of it.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="EndAsync">Waits for its end: the finished result, and whether it is as it should be.</param>
public sealed record Errand(string Name, Func<Task<(TaskResult Result, bool IsRight)>> EndAsync)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>An errand whose result has a type.</summary>
    public static Errand Of<T>(string name, TaskResult<T> enqueued, Func<TaskResult<T>, bool> isRight) =>
        new(
            name,
            async () =>
            {
                var result = await enqueued.WaitAsync(Patience);
                return (result, isRight(result));
            }
        );

    /// <summary>An errand that should end with a value.</summary>
    public static Errand Of<T>(string name, TaskResult<T> enqueued, T value) =>
        Of(name, enqueued, result => result.Status == TaskResultStatus.Successful && Equals(result.ReturnValue, value));

    /// <summary>An errand that should fail, once, with an exception.</summary>
    public static Errand Failing<TException>(string name, TaskResult enqueued) =>
        new(
            name,
            async () =>
            {
                var result = await enqueued.WaitAsync(Patience);
                var isRight = result is { Status: TaskResultStatus.Failed, Errors.Count: 1 };
                return (result, isRight && result.Errors[0].ResolveExceptionType() == typeof(TException));
            }
        );
}
