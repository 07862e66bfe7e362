using System.CommandLine;
using System.CommandLine.Help;
using Tasks.CommandLine.Acting;
using Tasks.CommandLine.Asking;
using Tasks.CommandLine.Looking;
using Tasks.CommandLine.Working;

namespace Tasks.CommandLine;

/// <summary>Every command there is.</summary>
internal static class CommandTree
{
    public static RootCommand Of(Desk desk)
    {
        Verb[] verbs =
        [
            new WorkerVerb(desk),
            new ListVerb(desk),
            new ShowVerb(desk),
            new ExplainVerb(desk),
            new StatsVerb(desk),
            new QueuesVerb(desk),
            MoveVerb.Cancel(desk),
            MoveVerb.Retry(desk),
            new PauseVerb(desk),
            new ResumeVerb(desk),
            new PruneVerb(desk),
            new CheckVerb(desk),
            new SchemaVerb(desk),
        ];
        var root = new RootCommand(
            "Background tasks: runs workers and looks after what is enqueued. Without a command, the app itself runs."
        );
        Array.ForEach(verbs, root.Subcommands.Add);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
