using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Diagnostics;

/// <summary>Options of <c>[Task]</c> that cannot be.</summary>
[Trait("Spec", "API-3")]
public sealed class OptionTests
{
    [Theory]
    [Trait("Spec", "VAL-1")]
    [InlineData("Priority = [|-101|]")]
    [InlineData("Priority = [|101|]")]
    [InlineData("Priority = [|int.MaxValue|]")]
    public void A_priority_is_at_most_100_either_way(string options) => Diagnosis.Finds("TASKS004", Task(options));

    [Theory]
    [Trait("Spec", "VAL-2")]
    [InlineData("Queue = [|\"\"|]")]
    [InlineData("Queue = [|\"a,b\"|]")]
    [InlineData("Queue = [|\"*\"|]")]
    [InlineData("Queue = [|\"a\\u0007\"|]")]
    [InlineData("Queue = [|\"12345678901234567890123456789012345678901234567890123456789012345\"|]")]
    [InlineData("Queue = [|\"\\ud83d\"|]")]
    [InlineData("Queue = [|\"\\ude00\\ud83d\"|]")]
    [InlineData("Backend = [|\" \"|]")]
    public void A_queue_name_has_1_to_64_proper_characters(string options) => Diagnosis.Finds("TASKS005", Task(options));

    [Theory]
    [InlineData("MaxAttempts = [|0|]")]
    [InlineData("MaxAttempts = [|-1|]")]
    [InlineData("MaxCrashes = [|0|]")]
    [InlineData("TimeoutSeconds = [|-0.5|]")]
    [InlineData("TimeoutSeconds = [|double.NaN|]")]
    [InlineData("TimeoutSeconds = [|1e300|]")]
    [InlineData("RetryDelaySeconds = [|double.PositiveInfinity|]")]
    [InlineData("RetryDelaySeconds = [|-1|]")]
    [InlineData("RetryBackoff = [|(RetryBackoff)4|]")]
    public void Numbers_make_sense(string options) => Diagnosis.Finds("TASKS006", Task(options));

    [Fact]
    public void Only_exceptions_are_not_retried_on() =>
        Diagnosis.Finds("TASKS007", Task("DoNotRetryOn = [|new[] { typeof(ArgumentException), typeof(string) }|]"));

    [Theory]
    [InlineData("Name = [|\"\"|]")]
    [InlineData("Name = [|\" \"|]")]
    [InlineData("Name = [|\"a\\nb\"|]")]
    [InlineData("FormerNames = [|new[] { \"good\", \"\" }|]")]
    public void Names_are_plain_text(string options) => Diagnosis.Finds("TASKS017", Task(options));

    [Fact]
    public void Names_have_at_most_200_characters()
    {
        Diagnosis.Finds("TASKS017", Task($"Name = [|\"{new string('a', 201)}\"|]"));
        Diagnosis.Finds("TASKS017", $"public static partial class {new string('A', 197)} {{ [Task] public static void [|Run|]() {{ }} }}");
        Diagnosis.Finds("", Task($"Name = \"{new string('a', 200)}\""));
    }

    [Theory]
    [InlineData("[Task(Name = \"same\")] public static void One() { } [Task(Name = [|\"same\"|])] public static void Two() { }")]
    [InlineData("[Task] public static void One() { } [Task(FormerNames = [|new[] { \"A.One\" }|])] public static void Two() { }")]
    [InlineData(
        "[Task(FormerNames = new[] { \"old\" })] public static void One() { } [Task(FormerNames = [|new[] { \"old\" }|])] public static void Two() { }"
    )]
    [InlineData("[Task(Name = \"A.Two\")] public static void One() { } [Task] public static void [|Two|]() { }")]
    public void Two_tasks_do_not_share_a_name(string members) =>
        Diagnosis.Finds("TASKS009", $"public static partial class A {{ {members} }}");

    [Theory]
    [Trait("Spec", "VAL-1")]
    [Trait("Spec", "VAL-2")]
    [InlineData("Priority = 100, Queue = \"1234567890123456789012345678901234567890123456789012345678901234\"")]
    [InlineData("Priority = -100, Queue = \"a b.c-ü\\ud83d\\ude00\"")]
    [InlineData("MaxAttempts = 1, MaxCrashes = 1, TimeoutSeconds = 0, RetryDelaySeconds = 0, RetryBackoff = RetryBackoff.Exponential")]
    [InlineData("Name = null, FormerNames = null, Queue = null, Backend = null, DoNotRetryOn = null")]
    [InlineData("Name = \"same\", FormerNames = new[] { \"same\", \"old\", \"old\" }")]
    public void Every_proper_option_is_taken(string options) => Diagnosis.Finds("", Task(options));

    private static string Task(string options) => $"public static partial class A {{ [Task({options})] public static void Run() {{ }} }}";
}
