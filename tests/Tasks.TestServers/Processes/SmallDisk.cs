using System.Globalization;

namespace Tasks.TestServers.Processes;

/// <summary>
/// A disk of a few megabytes: a tmpfs in a mount namespace that only its server is in. So it goes with the server's last process, however
/// that ends, and nothing outside ever sees it.
/// </summary>
public sealed record SmallDisk(int Megabytes)
{
    // Arguments: where, how large, whose; then the command that sees it.
    private const string Mount = """
        mount -t tmpfs -o "size=$2m,mode=0700" tmpfs "$1" && chown "$3" "$1" || exit 1
        shift 3
        exec "$@"
        """;

    /// <summary>Whether this process may mount: root may, outside of most containers.</summary>
    public static async Task<bool> IsPossibleAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Command.Find("unshare") is null)
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("tasks-disk-");
        var (code, _) = await Command.TryAsync("/", ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", folder.FullName]);
        folder.Delete();
        return code == 0;
    }

    /// <summary>The command with the disk in a folder of its own.</summary>
    internal string[] Under(string folder, Account account, string[] command) =>
        [
            "unshare",
            "--mount",
            "sh",
            "-c",
            Mount,
            "disk",
            folder,
            Megabytes.ToString(CultureInfo.InvariantCulture),
            account.Owner,
            .. command,
        ];
}
