namespace Tasks.CSharp.Tests.Backends;

/// <summary>Tests that start hosts: one after the other, because live hosts are counted in the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class LiveHosts
{
    public const string Name = "Live hosts";
}
