using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Behaviour;

/// <summary>The object of an instance task comes from the services, or is made from them for the run.</summary>
public sealed class InstanceTaskTests
{
    private const string Services = """
        using Microsoft.Extensions.DependencyInjection;
        public interface IClock { string Now => "noon"; }
        public sealed class Clock : IClock;
        public sealed class Services : Dictionary<object, object>, IKeyedServiceProvider
        {
            public object? GetService(Type type) => this.GetValueOrDefault(type);
            public object? GetKeyedService(Type type, object? key) => this.GetValueOrDefault(key!);
            public object GetRequiredKeyedService(Type type, object? key) => this[key!];
        }

        """;

    [Fact]
    public async Task Constructor_parameters_are_services()
    {
        const string source =
            Services
            + """
                public sealed partial class Mails(
                    IClock clock, IServiceProvider provider, [FromKeyedServices("k")] string keyed, [FromKeyedServices(DayOfWeek.Friday)] IClock? friday,
                    List<int>? absent = null, int? number = 5, DayOfWeek day = DayOfWeek.Monday, [FromKeyedServices(3)] string text = "none") : IDisposable
                {
                    public static int Disposed;
                    public Mails() : this(null!, null!, "", null!) { }
                    internal Mails(int a, int b, int c, int d, int e, int f, int g, int h, int i) : this() { }
                    public void Dispose() => Disposed++;
                    [Task] public async Task<string> Send(int userId, string template = "default", CancellationToken ct = default)
                    {
                        await Task.Yield();
                        return $"{userId} {template} {clock.Now} {provider is Services} {keyed} {friday?.Now} {absent is null} {number} {day} {text} {Disposed}";
                    }
                }
                public static class Scenario
                {
                    public static async Task<string> RunAsync()
                    {
                        TaskHandle.Ambient = new Services { [typeof(IClock)] = new Clock(), ["k"] = "key", [DayOfWeek.Friday] = new Clock(), [typeof(DayOfWeek)] = DayOfWeek.Sunday };
                        var first = (await Mails.SendTask.EnqueueAsync(1)).ReturnValue;
                        return first + "|" + await Mails.SendTask.CallAsync(2, "x") + "|" + Mails.Disposed;
                    }
                }
                """;

        Assert.Equal(
            "1 default noon True key noon True 5 Sunday none 0|2 x noon True key noon True 5 Sunday none 1|2",
            await LoadedCode.RunAsync(source)
        );
    }

    [Fact]
    public async Task A_registered_object_is_taken_and_not_disposed()
    {
        const string source =
            Services
            + """
                public sealed partial class Counter(int start) : IDisposable
                {
                    private int count = start;
                    [Task] public int Next() => ++count;
                    public void Dispose() => count = 0;
                }
                public partial struct Point { public Point() { } public int X = 4; [Task] public readonly int Get() => X; }
                public partial class Chosen
                {
                    private readonly string how;
                    public Chosen(IClock clock) => how = "marked";
                    [ActivatorUtilitiesConstructor] public Chosen(IServiceProvider provider) => how = "chosen";
                    public Chosen(IClock clock, IClock other) => how = "longest";
                    [Task] public string How() => how;
                }
                public static class Scenario
                {
                    public static async Task<string> RunAsync()
                    {
                        TaskHandle.Ambient = new Services { [typeof(Counter)] = new Counter(10) };
                        await Counter.NextTask.EnqueueAsync();
                        return $"{(await Counter.NextTask.EnqueueAsync()).ReturnValue} {await Point.GetTask.CallAsync()} {await Chosen.HowTask.CallAsync()}";
                    }
                }
                """;

        Assert.Equal("12 4 chosen", await LoadedCode.RunAsync(source));
    }
}
