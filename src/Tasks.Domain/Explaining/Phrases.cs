using Tasks.Domain.Leasing;
using Tasks.Domain.Lifecycle;
using static System.FormattableString;

namespace Tasks.Domain.Explaining;

/// <summary>Parts of sentences. Messages of errors are left out: they may have many lines.</summary>
internal static class Phrases
{
    public static string Of(AttemptError error) => Invariant($"{error.Failure.ExceptionType} in attempt {error.Attempt}");

    public static string Place(Session? session) =>
        (session?.Profile.Host, session?.Profile.ProcessId) switch
        {
            (null or "", _) => "",
            (var host, 0) => $" on {host}",
            (var host, var process) => Invariant($" on {host} (process {process})"),
        };
}
