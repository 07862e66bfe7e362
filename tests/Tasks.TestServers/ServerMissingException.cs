namespace Tasks.TestServers;

/// <summary>A server cannot be started because its programs are not on this machine. The message says what to install.</summary>
public sealed class ServerMissingException(string message) : Exception(message);
