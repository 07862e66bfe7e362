using System.Data.Common;

namespace Tasks.Storage.Contract;

/// <summary>A place whose store takes part in its callers' own transactions.</summary>
public interface ITransactionalPlace
{
    /// <summary>An open connection to the store's database, as a user's own code has it.</summary>
    Task<DbConnection> ConnectAsync();
}
