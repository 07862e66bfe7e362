using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Tests.Compiling;

namespace Tasks.SourceGeneration.Tests.Diagnostics;

/// <summary>Every diagnostic has an id, a page and a message that says the fix.</summary>
[Trait("Spec", "API-3")]
public sealed class CatalogueTests
{
    private static readonly DiagnosticDescriptor[] All =
    [
        .. new[] { typeof(ShapeDescriptors), typeof(OptionDescriptors), typeof(ParameterDescriptors) }
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void Ids_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, All.Length).Select(number => $"TASKS{number:000}"), All.Select(descriptor => descriptor.Id));

    [Fact]
    public void Each_has_a_section_of_its_page()
    {
        var page = File.ReadAllText(Path.Combine(Snapshot.Root(), "docs", "diagnostics.md"));

        Assert.All(
            All,
            descriptor =>
            {
                Assert.Contains($"\n<a id=\"{descriptor.Id.ToLowerInvariant()}\"></a>\n\n## {descriptor.Id}: {descriptor.Title}\n", page);
                Assert.Equal($"docs/diagnostics.md#{descriptor.Id.ToLowerInvariant()}", descriptor.HelpLinkUri);
            }
        );
    }

    [Fact]
    public void Messages() =>
        Snapshot.Matches(
            string.Concat(
                Generation
                    .Of(Wrong)
                    .Reported.OrderBy(found => found.Id, StringComparer.Ordinal)
                    .ThenBy(found => found.Location.SourceSpan.Start)
                    .Select(found => $"{found.Id} {found.Severity}: {found.GetMessage(CultureInfo.InvariantCulture)}\n")
            )
        );

    [Fact]
    public void Each_message_is_in_the_snapshot() =>
        Assert.Equal(All.Select(descriptor => descriptor.Id), Generation.Of(Wrong).Ids.Distinct());

    private const string Wrong = """
        public static class Closed { [Task] public static void Run() { } }
        public static partial class Boxes<T> { [Task] public static void Run() { } }
        public static partial class Shapes
        {
            [Task] public static void Generic<T>() { }
            [Task] public static void ByReference(ref int a) { }
            [Task] public static void Add() { }
            [Task] public static Task AddAsync() => Task.CompletedTask;
            [Task] public static async void Fire() => await Task.Yield();
        }
        public abstract partial class Unreachable
        {
            [Task] public abstract void Run();
            [Task] public void Work() { }
        }
        file static partial class Hidden { [Task] public static void Run() { } }
        public partial class Twice { public Twice(int a) { } public Twice(string a) { } [Task] public void Run() { } }
        public static partial class Options
        {
            [Task(Priority = 101)] public static void Priority() { }
            [Task(Queue = "a,b")] public static void Queue() { }
            [Task(Backend = "")] public static void Backend() { }
            [Task(MaxAttempts = 0)] public static void MaxAttempts() { }
            [Task(TimeoutSeconds = -1)] public static void Timeout() { }
            [Task(RetryBackoff = (RetryBackoff)9)] public static void Backoff() { }
            [Task(DoNotRetryOn = new[] { typeof(string) })] public static void DoNotRetryOn() { }
            [Task(Name = "")] public static void Name() { }
            [Task(Name = "same")] public static void One() { }
            [Task(Name = "same")] public static void Two() { }
        }
        public static partial class Parameters
        {
            [Task] public static void Late(int a, TaskContext context) { }
            [Task] public static void Callback(List<Action> callbacks) { }
            [Task] public static Stream Download() => Stream.Null;
            [Task] public static (int Count, string Name) Pair(List<(int, int)> pairs) => default;
            [Task] public static void Slice(Span<int> numbers) { }
            [Task] public static void Tokens(CancellationToken first, CancellationToken second) { }
            [Task] public static object Anything(object anything) => anything;
        }
        """;
}
