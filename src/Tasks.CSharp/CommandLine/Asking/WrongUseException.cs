namespace Tasks.CommandLine.Asking;

/// <summary>The arguments are wrong in a way that only shows once the app's own configuration is known. Nothing has been done.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
