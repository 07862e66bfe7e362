namespace Tasks.Architecture.Tests;

/// <summary>Says all that breaks a rule, one a line; xunit's own message stops after a few.</summary>
internal static class Offenders
{
    public static void AssertNone<T>(IEnumerable<T> offenders)
    {
        var lines = offenders.Select(offender => $"{offender}").ToList();
        if (lines.Count > 0)
        {
            Assert.Fail("These break the rule:\n" + string.Join('\n', lines));
        }
    }
}
