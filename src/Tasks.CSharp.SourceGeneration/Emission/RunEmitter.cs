using Tasks.SourceGeneration.Model;

namespace Tasks.SourceGeneration.Emission;

/// <summary>What a worker calls: <c>RunAsync</c>, and how the object of an instance task comes about.</summary>
internal static class RunEmitter
{
    public const string TargetName = "Target";

    private const string Run = "global::Tasks.Generation.TaskRun";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    private const string Injection = "global::Microsoft.Extensions.DependencyInjection";

    public static void Emit(SourceWriter writer, TaskModel task)
    {
        var returns = task.Method.Returns;
        var type = returns.ResultType is { } result ? $"{ValueTask}<{result}>" : ValueTask;
        var invocation = Invocation.WithStored(task, "run");
        var head = $"protected override {type} RunAsync({Run} run)";
        if (returns is { Awaited: Awaitable.None, ResultType: null })
        {
            writer.Open(head).Line(invocation + ";").Line("return default;").Close();
        }
        else
        {
            writer.Line(head).Body(returns.Awaited == Awaitable.ValueTask ? invocation : $"new {type}({invocation})");
        }
        writer.Line();
        if (task.Target is { } target)
        {
            Target(writer, task.Container.FullName, target);
        }
    }

    private static void Target(SourceWriter writer, string type, TargetModel target)
    {
        var services = target.Services.Select((service, index) => Service(service, "optional" + index)).ToArray();
        writer
            .Open($"private static {type} {TargetName}({Run} run)")
            .Open($"if (run.Services.GetService(typeof({type})) is {type} registered)")
            .Line("return registered;")
            .Close()
            .Line($"return run.Own<{type}>(new {type}(")
            .Lines(services.Select((service, index) => $"    {service}{(index < services.Length - 1 ? "," : "")}"))
            .Line("));")
            .Close()
            .Line();
    }

    private static string Service(ServiceModel service, string variable) =>
        service switch
        {
            { IsProvider: true } => "run.Services",
            { Key: { } key, Default: null } =>
                $"{Injection}.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<{service.Type}>(run.Services, {key})",
            { Default: null } => $"{Injection}.ServiceProviderServiceExtensions.GetRequiredService<{service.Type}>(run.Services)",
            _ => $"{Optional(service)} is {service.BareType} {variable} ? {variable} : {service.Default}",
        };

    private static string Optional(ServiceModel service) =>
        service.Key is { } key
            ? $"{Injection}.ServiceProviderKeyedServiceExtensions.GetKeyedService<{service.Type}>(run.Services, {key})"
            : $"run.Services.GetService(typeof({service.Type}))";
}
