using System.Reflection;

namespace Tasks.Architecture.Tests.PublicApi;

/// <summary>What others compile against changes only on purpose: each assembly's public surface is a text file that somebody approved.</summary>
public sealed class PublicApiTests
{
    private const string Folder = "tests/Tasks.Architecture.Tests/PublicApi";

    public static TheoryData<string> Libraries => [.. Project.Libraries.Select(project => project.Name)];

    [Theory, MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_approved_one(string name)
    {
        var approved = $"{Folder}/{name}.txt";
        var received = $"{Folder}/{name}.received.txt";
        var surface = Print(Project.Libraries.Single(project => project.Name == name).Assembly);
        if (Environment.GetEnvironmentVariable("TASKS_APPROVE") == "1" && surface.Length > 0)
        {
            File.WriteAllText(Repository.Full(approved), surface);
        }

        var before = Repository.Has(approved) ? Repository.Read(approved) : "";
        if (before == surface)
        {
            File.Delete(Repository.Full(received));
            return;
        }

        File.WriteAllText(Repository.Full(received), surface);
        Assert.Fail(
            $"The public surface of {name} changed:\n{Difference(before, surface)}\nIf it was meant to, type './dev approve' and commit {approved}."
        );
    }

    [Fact]
    public void Nothing_is_approved_that_no_longer_exists()
    {
        var approved = Repository.Files(Folder, ".txt").Select(path => Path.GetFileNameWithoutExtension(path));

        Offenders.AssertNone(approved.Except(Project.Libraries.Select(project => project.Name)));
    }

    private static string Print(Assembly assembly)
    {
        var types = assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
        return string.Join(
            '\n',
            types.Select(type => TypeHeader.Of(type) + "\n" + string.Concat(MemberText.Of(type).Select(line => $"    {line}\n")))
        );
    }

    private static string Difference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        return string.Join('\n', old.Except(now).Select(line => "- " + line).Concat(now.Except(old).Select(line => "+ " + line)));
    }
}
