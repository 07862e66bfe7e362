using System.CommandLine;
using Tasks.Domain.Calls;

namespace Tasks.CommandLine.Acting;

/// <summary>The one queue that a command is about.</summary>
internal static class QueueArgument
{
    public static Argument<string> Of()
    {
        var queue = new Argument<string>("QUEUE") { Description = "The queue's name." };
        queue.Validators.Add(given =>
        {
            if (given.Tokens is [var only] && !QueueName.IsPossible(only.Value))
            {
                given.AddError($"QUEUE: {new CallRefusal.ImpossibleQueueName(only.Value).Sentence}");
            }
        });
        return queue;
    }
}
