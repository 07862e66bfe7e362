namespace Tasks.TestServers.Processes;

/// <summary>Who runs a server that refuses to be run by root: its own user where there is one, otherwise nobody.</summary>
internal sealed record Account(string? User)
{
    /// <summary>User and group, as <c>chown</c> takes them.</summary>
    public string Owner => User is null ? Environment.UserName : $"{User}:{Group}";

    /// <summary>This process's own account, or that user if this is root.</summary>
    public static Account NotRoot(string user)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new((string?)null);
        }

        return Command.Find("setpriv") is not null
            ? new(IsKnown(user) ? user : "nobody")
            : throw new ServerMissingException(
                "The server does not run as root: run the tests as another user, or install setpriv (util-linux)."
            );
    }

    /// <summary>The command as that user's.</summary>
    public string[] Run(params string[] command) =>
        User is null ? command : ["setpriv", $"--reuid={User}", $"--regid={Group}", "--clear-groups", .. command];

    /// <summary>Makes a folder and what is in it that user's.</summary>
    public Task OwnAsync(string folder) => User is null ? Task.CompletedTask : Command.RunAsync(folder, "chown", "-R", Owner, folder);

    private string Group => User == "nobody" ? "nogroup" : User!;

    private static bool IsKnown(string user) =>
        File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal));
}
