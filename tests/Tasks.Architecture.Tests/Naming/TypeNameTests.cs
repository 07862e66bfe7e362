namespace Tasks.Architecture.Tests.Naming;

public sealed class TypeNameTests
{
    [Fact]
    public void No_type_is_named_like_one_of_System_Threading_Tasks()
    {
        var taken = typeof(Task).Assembly.GetTypes().Where(type => type is { IsPublic: true, Namespace: "System.Threading.Tasks" });
        var names = taken.Select(type => type.Name.Split('`')[0]).ToHashSet();

        Assert.Contains("TaskStatus", names);
        Offenders.AssertNone(
            Project
                .Libraries.SelectMany(project => project.Assembly.GetExportedTypes())
                .Where(type => names.Contains(type.Name.Split('`')[0]))
                .Select(type => type.FullName)
        );
    }
}
