using System.Diagnostics;

namespace Tasks.TestServers.Processes;

/// <summary>
/// A temporary folder and the server that lives in it. Both end with this process, however it ends: a watcher, a shell in a session of its
/// own, reads a pipe that this process never writes to. When the pipe ends, because it was closed or because its owner was killed, the
/// watcher stops whatever server the pid file names and removes the folder.
/// </summary>
internal sealed class ServerFolder : IAsyncDisposable
{
    // Arguments: the folder, and the pid file. SIGQUIT is PostgreSQL's immediate stop; SIGCONT lets a paused server hear it.
    private const string Watch = """
        exec >/dev/null 2>&1
        trap '' HUP INT TERM
        cat
        if pid=$(head -n 1 "$2"); then
            kill -QUIT "$pid"
            kill -CONT "$pid"
            tries=0
            while kill -0 "$pid" && [ "$tries" -lt 200 ]; do
                sleep 0.05
                tries=$((tries + 1))
            done
            kill -KILL "$pid"
        fi
        rm -rf "$1"
        """;

    // The server must not hold this process's streams: whoever reads those would wait for the server's end.
    private const string Serve = """
        log=$1
        shift
        exec "$@" </dev/null >>"$log" 2>&1
        """;

    private readonly Process watcher;

    private ServerFolder(string path, string pidFile)
    {
        Path = path;
        PidFile = System.IO.Path.Combine(path, pidFile);
        watcher = Process.Start(
            new ProcessStartInfo("setsid", ["sh", "-c", Watch, "watcher", path, PidFile])
            {
                RedirectStandardInput = true,
                WorkingDirectory = "/",
            }
        )!;
    }

    public string Path { get; }

    public string PidFile { get; }

    private string LogFile => System.IO.Path.Combine(Path, "server.log");

    /// <summary>What the server said.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public static ServerFolder Create(string name, string pidFile)
    {
        if (Command.Find("setsid") is null)
        {
            throw new ServerMissingException("Servers for tests need setsid (util-linux).");
        }

        return new(Directory.CreateTempSubdirectory($"tasks-{name}-").FullName, pidFile);
    }

    /// <summary>Starts the server in a session of its own, so that Ctrl-C in a terminal reaches the tests and not the server.</summary>
    public Process Start(params string[] command) =>
        Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Serve, "server", LogFile, .. command]) { WorkingDirectory = Path })!;

    public async ValueTask DisposeAsync()
    {
        watcher.StandardInput.Close();
        await watcher.WaitForExitAsync();
        watcher.Dispose();
    }
}
