using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tasks.CommandLine.Asking;
using Tasks.Hosting;

namespace Tasks.CommandLine.Working;

/// <summary>Runs tasks until it is told to stop.</summary>
internal sealed class WorkerVerb : Verb
{
    private static readonly string[] DefaultQueues = ["default"];

    private readonly RuledOption<string[]?> queues = Rules
        .Queues("--queue-name", "The queues to serve; '*' for all.", orAll: true)
        .Or(DefaultQueues);

    private readonly RuledOption<string[]?> excluded = Rules.Queues(
        "--exclude-queues",
        "Queues to pass over; only with --queue-name '*'.",
        orAll: false
    );

    private readonly RuledOption<double?> interval = Rules
        .Seconds("--interval", "How long to go without asking the store for work; news wakes the worker earlier.")
        .Or(1);

    private readonly Option<bool> batch = new("--batch") { Description = "Ends once nothing is due and nothing of its own runs." };
    private readonly RuledOption<int?> maxTasks = Rules.Count("--max-tasks", "N", "Ends after exactly this many starts.", 1);
    private readonly RuledOption<string> backend;
    private readonly RuledOption<string?> workerId = Rules.WorkerName(
        "--worker-id",
        "The worker's name; machine and process id unless given."
    );
    private readonly RuledOption<int?> concurrency = Rules.Count(
        "--concurrency",
        "N",
        "How many tasks run at once; four times the cores, and at least 16, unless given here or by AddWorker.",
        1
    );

    private readonly Option<bool> noDelay = new("--no-startup-delay")
    {
        Description = "Begins at once, not after a random part of a second.",
    };

    private readonly RuledOption<double?> shutdownTimeout = Rules.Seconds(
        "--shutdown-timeout",
        "How long running tasks may take to end after a signal, before they are cancelled and given back; 25 unless given here or by AddWorker."
    );

    private readonly RuledOption<LogLevel?> verbosity = new(
        "--verbosity",
        "LEVEL",
        "How much is logged of tasks: 0 critical, 1 information, 2 debug, 3 trace. As the app is configured unless given.",
        "must be 0, 1, 2 or 3",
        text => LevelOf(text) is { } level ? (true, level) : (false, null)
    );

    public WorkerVerb(Desk desk)
        : base(
            desk,
            "worker",
            "Runs tasks until it is told to stop.",
            "worker",
            "worker --queue-name mail,reports --concurrency 8",
            "worker --queue-name '*' --exclude-queues slow",
            "worker --batch --no-startup-delay -v 2"
        )
    {
        Notes = """
            Ctrl+C, SIGTERM or SIGQUIT: it claims nothing more, gives back what has not started, and lets what runs end; exit code 0. Once more, or
            after --shutdown-timeout: what runs is cancelled and given back; exit code 1.
            """;
        backend = CommonOptions.BackendOf(desk);
        verbosity.Aliases.Add("-v");
        Option[] all = [queues, excluded, interval, batch, maxTasks, backend, workerId, concurrency, noDelay, shutdownTimeout, verbosity];
        Array.ForEach(all, Options.Add);
        Validators.Add(given =>
        {
            if (given.GetResult(excluded) is { Tokens.Count: 1 } && given.GetValue(queues)?.Contains("*") != true)
            {
                given.AddError("--exclude-queues: can only be used with --queue-name '*'.");
            }
        });
    }

    /// <summary>What the answers tell a worker.</summary>
    public WorkerOrders OrdersOf(ParseResult answers)
    {
        var seconds = answers.GetValue(interval) ?? 1;
        return new(
            OptionsOf(answers, answers.GetValue(backend)!, seconds),
            answers.GetValue(batch),
            !answers.GetValue(noDelay) && seconds > 0,
            answers.GetValue(verbosity),
            answers.WantsJson()
        );
    }

    protected override Task<int> RunAsync(ParseResult answers, CancellationToken cancellationToken)
    {
        var orders = OrdersOf(answers);
        return new WorkerRun(Desk, orders, Desk.StoreOf(orders.Options.Backend)).RunAsync(cancellationToken);
    }

    /// <summary>What the command line has no word for is as the app's own worker of the alias was told.</summary>
    private WorkerOptions OptionsOf(ParseResult answers, string alias, double seconds)
    {
        var registered = Desk.Services.GetServices<WorkerRegistration>().Select(registration => registration.CreateOptions());
        var options = registered.FirstOrDefault(options => options.Backend == alias) ?? new() { Backend = alias };
        options.Queues = answers.GetValue(queues) ?? DefaultQueues;
        options.ExcludedQueues = answers.GetValue(excluded) ?? [];
        options.PollInterval = Span(seconds);
        options.MaxTasks = answers.GetValue(maxTasks);
        options.WorkerId = answers.GetValue(workerId);
        options.Concurrency = answers.GetValue(concurrency) ?? options.Concurrency;
        options.ShutdownTimeout = answers.GetValue(shutdownTimeout) is { } limit ? Span(limit) : options.ShutdownTimeout;
        return options;
    }

    // A worker polls at least once a day, and nobody waits longer than that for an end.
    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay));

    private static LogLevel? LevelOf(string text) =>
        text switch
        {
            "0" => LogLevel.Critical,
            "1" => LogLevel.Information,
            "2" => LogLevel.Debug,
            "3" => LogLevel.Trace,
            _ => null,
        };
}
