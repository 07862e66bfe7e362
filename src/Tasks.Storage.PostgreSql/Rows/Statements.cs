using Tasks.Storage.PostgreSql.Schema;
using Tasks.Storage.PostgreSql.Writing;

namespace Tasks.Storage.PostgreSql.Rows;

/// <summary>Every statement on the tables of one alias.</summary>
internal sealed class Statements(TableNames names)
{
    public TableNames Names { get; } = names;

    public TaskSql Tasks { get; } = new(names);

    public SessionSql Sessions { get; } = new(names);

    public PauseSql Pauses { get; } = new(names);

    public PruneSql Prunes { get; } = new(names);

    public EnqueueSql Enqueues { get; } = new(names);

    public ExchangeSql Exchanges { get; } = new(names);
}
