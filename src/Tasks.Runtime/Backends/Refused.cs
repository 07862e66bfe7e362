using LanguageExt;
using Tasks.Domain;
using Tasks.Domain.Calls;
using Tasks.Domain.Lifecycle;
using Tasks.Domain.Protocol;

namespace Tasks.Runtime.Backends;

/// <summary>The one place where what the domain refuses becomes the exception that user code catches.</summary>
internal static class Refused
{
    public static T OrThrow<T>(this Either<CallRefusal, T> answer) =>
        answer.Allows(out var allowed, out var refusal) ? allowed : throw new InvalidTaskException(refusal.Sentence);

    public static TaskRecord OrThrow(this Either<TaskRefusal, TaskChange> answer) =>
        answer.Match(change => change.Becomes, refusal => throw Exception(refusal));

    public static TaskChange OrThrow(this MoveAnswer answer) => answer.Change ?? throw Exception(answer.Refusal!);

    public static TaskResultDoesNotExistException NoSuchTask(string? id) => new($"No task has the id '{id}'.");

    public static InvalidTaskException NoTransactions(string alias) =>
        new(
            $"The backend '{alias}' takes no part in database transactions: In(transaction) needs a backend of the database itself, "
                + "such as Sqlite or PostgreSql."
        );

    public static InvalidTaskException NoTransactionsInRun() =>
        new(
            "The backend of this run takes no part in database transactions: SucceedInAsync needs a backend of the database itself, "
                + "such as Sqlite or PostgreSql."
        );

    private static TaskException Exception(TaskRefusal refusal) =>
        refusal is TaskRefusal.NoSuchTask
            ? new TaskResultDoesNotExistException(refusal.Sentence)
            : new TaskStateException(refusal.Sentence);
}
