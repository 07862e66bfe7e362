using System.Reflection;
using Tasks.Domain.Lifecycle;

namespace Tasks.Domain.Tests.Lifecycle;

/// <summary>Every move from every state: <c>MatrixTests.txt</c> says what each must do, this runs it.</summary>
public sealed class MatrixTests
{
    private static readonly Dictionary<string, string> Expected = Read();

    public static TheoryData<string> Situations => [.. Situation.All.Select(situation => situation.Name)];

    [Theory, MemberData(nameof(Situations)), Trait("Spec", "LIFE-1"), Trait("Spec", "LIFE-2")]
    public void Every_move_does_what_the_table_says_and_nothing_else(string name)
    {
        var (_, task) = Situation.All.Single(situation => situation.Name == name);

        var actual = Move.All.Select(move => $"    {move.Name, -16}{Tale.Of(task, move.Make(task, Situation.Now))}\n");

        Assert.Equal(Expected.GetValueOrDefault(name, ""), string.Concat(actual));
    }

    [Fact]
    public void The_table_knows_every_move()
    {
        var moves = typeof(TaskLifecycle)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(LanguageExt.Either<TaskRefusal, TaskChange>));

        Assert.Equal(moves.Select(method => method.Name).Order(), Move.All.Select(move => move.Method).Distinct().Order());
    }

    [Fact]
    public void The_table_knows_every_state()
    {
        var states = typeof(TaskState).GetNestedTypes().Select(state => state.Name).Order();

        Assert.Equal(states, Situation.All.Select(situation => situation.Task.State.GetType().Name).Distinct().Order());
        Assert.Equal(Expected.Keys, Situation.All.Select(situation => situation.Name));
    }

    [Fact]
    public void Every_outcome_is_settled_somewhere_in_the_table()
    {
        var outcomes = typeof(Outcome).GetNestedTypes().Length;

        Assert.Equal(outcomes + 1, Move.All.Count(move => move.Method == nameof(TaskLifecycle.Settle)));
    }

    private static Dictionary<string, string> Read() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Lifecycle", "MatrixTests.txt"))
            .ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(block => block[0] != '#')
            .Select(block => block.TrimEnd('\n').Split('\n', 2))
            .ToDictionary(block => block[0], block => block[1] + "\n");
}
