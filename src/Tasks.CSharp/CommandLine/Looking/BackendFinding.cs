namespace Tasks.CommandLine.Looking;

/// <summary>What a check found of one backend.</summary>
/// <param name="Alias">Its alias.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Problems">What is wrong, each one sentence; none if all is well.</param>
internal sealed record BackendFinding(string Alias, string Kind, IReadOnlyList<string> Problems)
{
    public bool IsWell => Problems.Count == 0;
}
