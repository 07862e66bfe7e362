using System.Text.Json.Serialization;
using Tasks;

namespace Outside.CSharpApp;

public sealed record Order(int Number, IReadOnlyList<string> Lines);

public sealed record Receipt(int Number, int Count);

/// <summary>Says at compile time how the app's own types are written, which a trimmed app has to.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class AppJson : JsonSerializerContext;

internal static partial class Errands
{
    [Task(MaxAttempts = 2)]
    public static string SecondTimeLucky(TaskContext context)
    {
        context.Metadata["seen"] = context.Attempt;
        return context.Attempt == 2 ? "lucky" : throw new InvalidOperationException("not the first time");
    }

    [Task]
    public static int Divide(int number, int by) => number / by;

    [Task]
    public static Task Sleep(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    [Task(TimeoutSeconds = 0.05)]
    public static Task Oversleep(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    [Task]
    public static Receipt Pay(Order order) => new(order.Number, order.Lines.Count);
}
