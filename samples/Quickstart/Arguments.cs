using System.Globalization;

namespace Quickstart;

/// <summary>What the sample is told on the command line.</summary>
/// <param name="Tasks">How many ranges of primes to count.</param>
/// <param name="File">The SQLite file.</param>
/// <param name="TemporaryFolder">Where the file is if none was given; it goes with the program.</param>
public sealed record Arguments(int Tasks, string File, string? TemporaryFolder)
{
    /// <summary>The arguments, or null, with the reason printed, where they are wrong.</summary>
    public static Arguments? Parse(string[] args)
    {
        var arguments = new Arguments(20, "", null);
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : "";
            switch (args[index])
            {
                case "--tasks" when int.TryParse(value, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1_000_000:
                    arguments = arguments with { Tasks = count };
                    break;
                case "--file" when value.Length > 0:
                    arguments = arguments with { File = value };
                    break;
                default:
                    Console.Error.WriteLine($"'{args[index]} {value}' is not understood. Options: --tasks N (1 to 1000000), --file PATH.");
                    return null;
            }
        }

        return arguments.File.Length > 0 ? arguments : arguments.InTemporaryFolder();
    }

    /// <summary>Removes what was only made for this run.</summary>
    public void CleanUp()
    {
        if (TemporaryFolder is not null)
        {
            Directory.Delete(TemporaryFolder, recursive: true);
        }
    }

    private Arguments InTemporaryFolder()
    {
        var folder = Directory.CreateTempSubdirectory("tasks-quickstart-").FullName;
        return this with { File = Path.Combine(folder, "tasks.db"), TemporaryFolder = folder };
    }
}
