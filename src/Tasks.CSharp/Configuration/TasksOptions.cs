namespace Tasks.Configuration;

/// <summary>Stands for all that is configured, so that a host checks it when it starts.</summary>
internal sealed class TasksOptions;
