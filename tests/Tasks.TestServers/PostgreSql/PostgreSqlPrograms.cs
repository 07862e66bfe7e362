using System.Globalization;
using Tasks.TestServers.Processes;

namespace Tasks.TestServers.PostgreSql;

/// <summary>Where the server's programs are: Debian keeps them out of <c>PATH</c>, a folder for each version.</summary>
internal sealed record PostgreSqlPrograms(string InitDb, string Server)
{
    private const string Debian = "/usr/lib/postgresql";

    public static PostgreSqlPrograms Find()
    {
        if (Path.GetDirectoryName(Command.Find("initdb")) is { } onPath && HasServer(onPath))
        {
            return In(onPath);
        }

        var newest = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(Bin).Where(HasServer).MaxBy(Version) : null;
        return newest is not null
            ? In(newest)
            : throw new ServerMissingException(
                "No PostgreSQL server on this machine: ./dev setup installs it (Debian's package postgresql), or put initdb and postgres on PATH."
            );
    }

    private static string Bin(string version) => Path.Combine(version, "bin");

    private static bool HasServer(string bin) => File.Exists(In(bin).InitDb) && File.Exists(In(bin).Server);

    private static int Version(string bin) =>
        int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static PostgreSqlPrograms In(string bin) => new(Path.Combine(bin, "initdb"), Path.Combine(bin, "postgres"));
}
