using System.Globalization;
using Tasks;

namespace Quickstart;

/// <summary>What the sample is told on the command line.</summary>
/// <param name="Tasks">How many ranges of primes to count.</param>
/// <param name="File">The SQLite file.</param>
/// <param name="TemporaryFolder">Where the file is if none was given; it goes with the program.</param>
/// <param name="Connection">The PostgreSQL database that takes the file's place.</param>
public sealed record Arguments(int Tasks, string File, string? TemporaryFolder, string? Connection)
{
    /// <summary>The arguments, or null, with the reason printed, where they are wrong.</summary>
    public static Arguments? Parse(string[] args)
    {
        var arguments = new Arguments(20, "", null, null);
        var store = "sqlite";
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
                case "--store" when value is "sqlite" or "postgresql":
                    store = value;
                    break;
                case "--connection" when value.Length > 0:
                    arguments = arguments with { Connection = value };
                    break;
                default:
                    return Refuse($"'{args[index]} {value}' is not understood.");
            }
        }

        if ((store == "postgresql") != arguments.Connection is not null)
        {
            return Refuse("--store postgresql and --connection belong together.");
        }

        return arguments.Connection is not null || arguments.File.Length > 0 ? arguments : arguments.InTemporaryFolder();
    }

    /// <summary>Removes what was only made for this run.</summary>
    public void CleanUp()
    {
        if (TemporaryFolder is not null)
        {
            Directory.Delete(TemporaryFolder, recursive: true);
        }
    }

    /// <summary>Where the tasks live, for a person. Never the connection string, which may hold a password.</summary>
    public string Place => Connection is null ? File : "PostgreSQL";

    /// <summary>The backend that was asked for.</summary>
    public TasksBuilder AddStore(TasksBuilder tasks) =>
        Connection is null ? tasks.AddSqlite($"Data Source={File}") : tasks.AddPostgreSql(Connection);

    private static Arguments? Refuse(string mistake)
    {
        Console.Error.WriteLine(
            $"{mistake} Options: --tasks N (1 to 1000000), --file PATH, --store sqlite or postgresql, --connection TEXT for the latter."
        );
        return null;
    }

    private Arguments InTemporaryFolder()
    {
        var folder = Directory.CreateTempSubdirectory("tasks-quickstart-").FullName;
        return this with { File = Path.Combine(folder, "tasks.db"), TemporaryFolder = folder };
    }
}
