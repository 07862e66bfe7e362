using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tasks.SourceGeneration.Tests.Compiling;

/// <summary>Approved texts in <c>Snapshots/</c>; <c>TASKS_APPROVE=1</c> accepts what there is now.</summary>
internal static partial class Snapshot
{
    public static void Matches(string text, [CallerMemberName] string name = "")
    {
        var path = Path.Combine(Folder(), name + ".txt");
        var actual = Version().Replace(text, "VERSION").ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("TASKS_APPROVE") == "1")
        {
            File.WriteAllText(path, actual);
        }
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", actual);
    }

    /// <summary>The root of the repository, from where the tests run.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tasks.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the repository");
        }
        return folder.FullName;
    }

    private static string Folder() => Path.Combine(Root(), "tests", "Tasks.CSharp.SourceGeneration.Tests", "Snapshots");

    [GeneratedRegex(@"(?<=SourceGeneration"", "")[\d.]+(?="")")]
    private static partial Regex Version();
}
