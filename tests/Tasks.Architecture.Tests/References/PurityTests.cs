using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Tasks.Architecture.Tests.References;

/// <summary>
/// The domain knows no clock, no dice, no waiting and no I/O. The compiler refuses them (BannedSymbols.txt); these tests look whether it
/// was really told to, and read from the compiled assembly that it did.
/// </summary>
public sealed class PurityTests
{
    private static readonly string[] BannedSpaces = ["System.IO", "System.Net", "System.Text.Json", "System.Timers"];

    private static readonly string[] BannedTypes =
    [
        "System.Console",
        "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch",
        "System.Environment",
        "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.Threading.PeriodicTimer",
        "System.Threading.Tasks.Task",
        "System.Threading.Tasks.Task`1",
        "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.ValueTask`1",
        "System.Threading.Thread",
        "System.Threading.ThreadPool",
        "System.Threading.Timer",
        "System.TimeProvider",
    ];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.Now",
        "System.DateTime.Today",
        "System.DateTime.UtcNow",
        "System.DateTimeOffset.Now",
        "System.DateTimeOffset.UtcNow",
        "System.Guid.CreateVersion7",
        "System.Guid.NewGuid",
    ];

    [Fact]
    public void The_compiled_domain_uses_no_clock_no_dice_no_waiting_and_no_IO()
    {
        using var file = new PEReader(File.OpenRead(Project.Libraries.Single(project => project.Name == "Tasks.Domain").AssemblyPath));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle)).ToList();
        var members = metadata.MemberReferences.Select(handle => NameOf(metadata, handle)).OfType<string>().ToList();

        Assert.Contains("System.Object", types);
        Offenders.AssertNone(types.Intersect(BannedTypes));
        Offenders.AssertNone(types.Where(type => BannedSpaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal))));
        Offenders.AssertNone(members.Intersect(BannedMembers));
    }

    [Fact]
    public void The_compiler_is_told_every_symbol_the_domain_must_not_use()
    {
        var told = Repository
            .Lines("src/BannedSymbols.txt")
            .Concat(Repository.Lines("src/Tasks.Domain/BannedSymbols.txt"))
            .Where(line => line.Length > 2)
            .Select(line => line[2..].Split(';')[0].Split('(')[0])
            .ToHashSet();

        Offenders.AssertNone(BannedTypes.Concat(BannedMembers).Except(told));
        Offenders.AssertNone(BannedSpaces.Where(space => space != "System.Timers").Except(told));
    }

    [Fact]
    public void A_banned_symbol_is_an_error_in_everything_that_ships()
    {
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", Repository.Read(".editorconfig"));
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", Repository.Read("src/Directory.Build.props"));
        Assert.Contains("BannedSymbols.txt", Repository.Read("src/Directory.Build.targets"));
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    /// <summary>The member as source code writes it: a property getter under the property's name. Null for members of our own types.</summary>
    private static string? NameOf(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        var name = metadata.GetString(member.Name);
        return member.Parent.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{(name.StartsWith("get_", StringComparison.Ordinal) ? name[4..] : name)}"
            : null;
    }
}
