namespace Tasks;

/// <summary>
/// A function that a task can be made of: <c>TaskHandle.Create</c> takes it where the function is not asynchronous. (A delegate of its own,
/// because compilers can then tell it from the asynchronous one.)
/// </summary>
/// <typeparam name="TArguments">What it takes: a record.</typeparam>
/// <typeparam name="TResult">What it returns.</typeparam>
/// <param name="arguments">The arguments, read back from their JSON.</param>
/// <param name="context">What it can know of its run.</param>
public delegate TResult TaskFunction<in TArguments, out TResult>(TArguments arguments, TaskContext context);
