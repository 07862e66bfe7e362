using System.Collections.Immutable;
using Tasks.Domain.Calls;
using Tasks.Domain.Protocol;

namespace Tasks.Runtime.Backends;

/// <summary>Which queues of one backend the workers of this host serve, so that who waits in vain is told whether anybody works there.</summary>
public sealed class ServedQueues
{
    private ImmutableList<Service> services = [];

    /// <summary>A worker begins to serve.</summary>
    /// <param name="queues">What it serves.</param>
    /// <returns>Says that it has ended when disposed.</returns>
    public IDisposable Add(QueueSelection queues)
    {
        var service = new Service(this, queues);
        ImmutableInterlocked.Update(ref services, static (all, one) => all.Add(one), service);
        return service;
    }

    /// <summary>Whether a worker of this host serves a queue.</summary>
    public bool Include(QueueName queue) => services.Exists(service => service.Queues.Includes(queue));

    private sealed class Service(ServedQueues owner, QueueSelection queues) : IDisposable
    {
        public QueueSelection Queues => queues;

        public void Dispose() => ImmutableInterlocked.Update(ref owner.services, static (all, one) => all.Remove(one), this);
    }
}
