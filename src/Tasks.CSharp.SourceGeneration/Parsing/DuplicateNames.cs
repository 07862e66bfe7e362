using Tasks.SourceGeneration.Diagnostics;
using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Parsing;

/// <summary>Two tasks of one name, former names included: stored rows could not tell which method is meant.</summary>
internal static class DuplicateNames
{
    public static IEnumerable<DiagnosticInfo> Find(IEnumerable<NameClaim> claims) =>
        from claim in claims
        group claim by claim.Name into rivals
        let first = rivals.First()
        from second in rivals.Skip(1)
        select new DiagnosticInfo(
            OptionDescriptors.DuplicateName,
            second.Location,
            new EquatableArray<string>(second.Method, second.Name, first.Method)
        );
}
