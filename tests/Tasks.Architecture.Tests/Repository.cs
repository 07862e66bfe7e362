namespace Tasks.Architecture.Tests;

/// <summary>The files of this repository as a person sees them: without what builds and editors leave behind.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Leavings =
    [
        ".git",
        ".idea",
        ".vs",
        ".vscode",
        "BenchmarkDotNet.Artifacts",
        "StrykerOutput",
        "TestResults",
        "artifacts",
        "bin",
        "obj",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder of the repository, as paths relative to the root with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string folder = "", params string[] endings) =>
        Directory.Exists(Full(folder))
            ?
            [
                .. Walk(new DirectoryInfo(Full(folder)))
                    .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
                    .Where(path => endings.Length == 0 || endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    public static string Read(string path) => File.ReadAllText(Full(path)).ReplaceLineEndings("\n");

    public static string[] Lines(string path) => Read(path).TrimEnd('\n').Split('\n');

    public static bool Has(string path) => File.Exists(Full(path));

    public static string Full(string path) => Path.Combine(Root, path);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Where(file => !Leavings.Contains(file.Name) && !file.Name.Contains(".received.", StringComparison.Ordinal))
            .Concat(folder.EnumerateDirectories().Where(child => !Leavings.Contains(child.Name)).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tasks.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Tasks.sln above {AppContext.BaseDirectory}.");
    }
}
