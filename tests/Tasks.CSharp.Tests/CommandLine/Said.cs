namespace Tasks.CSharp.Tests.CommandLine;

/// <summary>What a command answered.</summary>
public sealed record Said(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
