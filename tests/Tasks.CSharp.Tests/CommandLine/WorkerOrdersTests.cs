using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tasks.CommandLine;
using Tasks.CommandLine.Telling;
using Tasks.CommandLine.Working;

namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>What each option of <c>worker</c> tells a worker, and what holds where it is not given.</summary>
public sealed class WorkerOrdersTests
{
    [Fact]
    public void Nothing_given_is_the_default_everywhere()
    {
        var orders = OrdersOf("worker");

        Assert.Equal("default", orders.Options.Backend);
        Assert.Equal(["default"], orders.Options.Queues);
        Assert.Empty(orders.Options.ExcludedQueues);
        Assert.Equal(TimeSpan.FromSeconds(1), orders.Options.PollInterval);
        Assert.Equal(TimeSpan.FromSeconds(25), orders.Options.ShutdownTimeout);
        Assert.Equal(Math.Max(16, 4 * Environment.ProcessorCount), orders.Options.Concurrency);
        Assert.Null(orders.Options.MaxTasks);
        Assert.Null(orders.Options.WorkerId);
        Assert.Equal((false, true, null, false), (orders.StopsWhenIdle, orders.HasStartupDelay, orders.LogLevel, orders.AsJson));
    }

    [Theory]
    [InlineData("--queue-name mail", "mail")]
    [InlineData("--queue-name mail,slow", "mail|slow")]
    [InlineData("--queue-name *", "*")]
    [InlineData("--queue-name=a,*", "a|*")]
    public void Queues_are_a_list_with_commas(string line, string queues) =>
        Assert.Equal(queues.Split('|'), OrdersOf("worker " + line).Options.Queues);

    [Fact]
    public void Blanks_beside_commas_are_no_part_of_a_name() =>
        Assert.Equal(["a", "b c"], OrdersOf(["worker", "--queue-name", "a, b c"]).Options.Queues);

    [Fact]
    public void Queues_can_be_passed_over() =>
        Assert.Equal(["slow", "mail"], OrdersOf("worker --queue-name * --exclude-queues slow,mail").Options.ExcludedQueues);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.25", 0.25)]
    [InlineData("2", 2)]
    [InlineData("1e3", 1000)]
    [InlineData("1e300", 86_400)]
    public void The_interval_is_seconds_and_may_have_a_fraction(string given, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), OrdersOf($"worker --interval {given}").Options.PollInterval);

    [Theory]
    [InlineData("worker", true)]
    [InlineData("worker --no-startup-delay", false)]
    [InlineData("worker --interval 0", false)]
    public void A_worker_begins_after_a_random_delay_unless_told_otherwise(string line, bool hasDelay) =>
        Assert.Equal(hasDelay, OrdersOf(line).HasStartupDelay);

    [Theory]
    [InlineData("-v 0", LogLevel.Critical)]
    [InlineData("-v=1", LogLevel.Information)]
    [InlineData("--verbosity 2", LogLevel.Debug)]
    [InlineData("-v=3", LogLevel.Trace)]
    public void The_verbosity_is_a_level_of_the_log(string given, LogLevel level) =>
        Assert.Equal(level, OrdersOf($"worker {given}").LogLevel);

    [Fact]
    public void Every_other_option_reaches_the_worker()
    {
        var orders = OrdersOf("worker --batch --max-tasks 7 --worker-id w1 --concurrency 3 --shutdown-timeout 0.5 --backend other --json");

        Assert.Equal(
            ("other", "w1", 7, 3),
            (orders.Options.Backend, orders.Options.WorkerId, orders.Options.MaxTasks, orders.Options.Concurrency)
        );
        Assert.Equal(TimeSpan.FromSeconds(0.5), orders.Options.ShutdownTimeout);
        Assert.Equal((true, true), (orders.StopsWhenIdle, orders.AsJson));
    }

    [Fact]
    public void What_the_command_line_leaves_open_is_as_the_app_told_its_own_worker_of_that_backend()
    {
        void Configure(TasksBuilder tasks) =>
            tasks
                .AddInMemory()
                .AddInMemory("other")
                .AddWorker(worker => worker.LeaseTime = TimeSpan.FromSeconds(99))
                .AddWorker(worker =>
                {
                    worker.Backend = "other";
                    worker.Queues = ["mail"];
                    worker.Concurrency = 2;
                    worker.LeaseTime = TimeSpan.FromSeconds(5);
                    worker.ShutdownTimeout = TimeSpan.FromSeconds(3);
                    worker.QueueConcurrency["slow"] = 1;
                });

        var options = OrdersOf(["worker", "--backend", "other"], Configure).Options;

        Assert.Equal((2, 5, 3), (options.Concurrency, options.LeaseTime.TotalSeconds, options.ShutdownTimeout.TotalSeconds));
        Assert.Equal(1, options.QueueConcurrency["slow"]);
        Assert.Equal(["default"], options.Queues);
    }

    private static WorkerOrders OrdersOf(string line) => OrdersOf(line.Split(' '));

    private static WorkerOrders OrdersOf(string[] arguments, Action<TasksBuilder>? configure = null)
    {
        using var host = HostOf(configure ?? (tasks => tasks.AddInMemory().AddInMemory("other")));
        var desk = new Desk(host.Services, new Screen(new(TextWriter.Null, TextWriter.Null, () => null)));
        var parsed = CommandTree.Of(desk).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return Assert.IsType<WorkerVerb>(parsed.CommandResult.Command).OrdersOf(parsed);
    }

    private static IHost HostOf(Action<TasksBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTasks(configure);
        return builder.Build();
    }
}
