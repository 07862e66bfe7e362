using System.Collections.Concurrent;

namespace Outside.CSharpApp;

public interface IEmailSender
{
    Task SendAsync(int userId, string template, CancellationToken cancellationToken);
}

internal sealed class Outbox : IEmailSender
{
    public static ConcurrentQueue<string> Sent { get; } = [];

    public Task SendAsync(int userId, string template, CancellationToken cancellationToken)
    {
        Sent.Enqueue($"{template} to {userId}");
        return Task.CompletedTask;
    }
}
