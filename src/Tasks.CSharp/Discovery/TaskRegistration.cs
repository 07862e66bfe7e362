using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tasks.Discovery;

namespace Tasks;

/// <summary>
/// Makes tasks known that no generated code registers: those made with <c>TaskHandle.Create</c>, and those of assemblies that the entry
/// assembly does not reference.
/// </summary>
public static class TaskRegistration
{
    private const BindingFlags PublicStatic = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Makes a task known to the workers of this host.</summary>
    /// <param name="tasks">The builder.</param>
    /// <param name="handle">The task; options that <c>Using</c> has set on it do not matter.</param>
    public static TasksBuilder AddTask(this TasksBuilder tasks, TaskHandle handle)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(handle);
        tasks.Services.AddSingleton(new RegisteredTasks(() => [handle]));
        return tasks;
    }

    /// <summary>
    /// Makes the tasks of an assembly known to the workers of this host: those of its methods with <see cref="TaskAttribute"/>, and those
    /// that its public types hold in public static fields and properties.
    /// </summary>
    /// <param name="tasks">The builder.</param>
    /// <param name="assembly">The assembly.</param>
    [RequiresUnreferencedCode("Looks through the types of an assembly; a trimmed app names its tasks with AddTask.")]
    public static TasksBuilder AddTasksFrom(this TasksBuilder tasks, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(assembly);
        EntryTasks.Register(assembly);
        // Once only: a property that makes a new handle each time it is read would else give two tasks of one name.
        if (
            !tasks.Services.Any(service =>
                !service.IsKeyedService && service.ImplementationInstance is RegisteredTasks known && known.Assembly == assembly
            )
        )
        {
            tasks.Services.AddSingleton(new RegisteredTasks(() => FindIn(assembly)) { Assembly = assembly });
        }

        return tasks;
    }

    [RequiresUnreferencedCode("Looks through the types of an assembly.")]
    private static IEnumerable<TaskHandle> FindIn(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !type.ContainsGenericParameters).SelectMany(HeldBy);

    private static IEnumerable<TaskHandle> HeldBy(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
            Type type
    )
    {
        var fields = type.GetFields(PublicStatic).Where(field => IsHandle(field.FieldType)).Select(field => field.GetValue(null));
        var properties = type.GetProperties(PublicStatic)
            .Where(property => IsHandle(property.PropertyType) && property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => property.GetValue(null));
        return fields.Concat(properties).OfType<TaskHandle>();
    }

    private static bool IsHandle(Type type) => type.IsAssignableTo(typeof(TaskHandle));
}
