using System.Globalization;

namespace Tasks.Domain.Calls;

/// <summary>Why a call, or a part of one, was not accepted. The sentences are part of the contract and do not change.</summary>
public abstract record CallRefusal : Refusal
{
    private CallRefusal() { }

    /// <summary>The backend runs no asynchronous methods.</summary>
    public sealed record AsyncNotSupported : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => "Backend does not support async Tasks.";
    }

    /// <summary>The backend keeps no order by priority.</summary>
    public sealed record PriorityNotSupported : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => "Backend does not support setting priority of tasks.";
    }

    /// <summary>The priority is outside −100…100.</summary>
    /// <param name="Priority">The number that was given.</param>
    public sealed record PriorityOutOfRange(int Priority) : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => "priority must be a whole number between -100 and 100.";
    }

    /// <summary>The backend cannot hold a task back until later.</summary>
    public sealed record DeferNotSupported : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => "Backend does not support run_after.";
    }

    /// <summary>The backend does not serve this queue.</summary>
    /// <param name="Queue">The queue of the call.</param>
    public sealed record QueueNotServed(QueueName Queue) : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => $"Queue '{Queue}' is not valid for backend.";
    }

    /// <summary>The text cannot name a queue.</summary>
    /// <param name="Text">What was given.</param>
    public sealed record ImpossibleQueueName(string? Text) : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => $"queue '{Text}' must be 1 to 64 characters without comma, '*' or control characters.";
    }

    /// <summary>The text cannot name a task.</summary>
    /// <param name="Text">What was given.</param>
    public sealed record ImpossibleTaskName(string? Text) : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence =>
            $"task name '{Text}' must be 1 to {TaskName.MaxLength.ToString(CultureInfo.InvariantCulture)} characters without control characters.";
    }

    /// <summary>A number of the retry policy is outside its range.</summary>
    /// <param name="Option">The option's name, as user code writes it.</param>
    /// <param name="Rule">What holds for it.</param>
    public sealed record RetryOutOfRange(string Option, string Rule) : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Option} must be {Rule}.";
    }

    /// <summary>The arguments are larger than the backend stores.</summary>
    /// <param name="Bytes">Their size as UTF-8.</param>
    /// <param name="Limit">The most that is accepted.</param>
    public sealed record ArgumentsTooLarge(int Bytes, int Limit) : CallRefusal
    {
        /// <inheritdoc/>
        public override string Sentence =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"The arguments are {Bytes} bytes of JSON; the limit is {Limit} bytes. Pass a reference to the data, or raise MaxArgumentBytes."
            );
    }
}
