using Npgsql;
using NpgsqlTypes;
using Tasks.Domain;

namespace Tasks.Storage.PostgreSql.Connecting;

/// <summary>One statement with its parameters, which are numbered in the order they are given.</summary>
internal sealed class Query(string sql)
{
    private readonly List<Func<NpgsqlParameter>> parameters = [];

    public Query With(string? text) => Add(text, NpgsqlDbType.Text);

    /// <summary>A text that is UTF-8 already.</summary>
    public Query With(byte[]? text) => Add(text, NpgsqlDbType.Text);

    public Query With(long number) => Add(number, NpgsqlDbType.Bigint);

    public Query With(long? number) => number is { } there ? With(there) : AddNull(NpgsqlDbType.Bigint);

    public Query With(int number) => Add(number, NpgsqlDbType.Integer);

    public Query With(bool flag) => Add(flag, NpgsqlDbType.Boolean);

    public Query With(Instant? moment) => With(moment?.Microseconds);

    public Query With(string?[] texts) => Add(texts, NpgsqlDbType.Array | NpgsqlDbType.Text);

    /// <summary>Texts that are UTF-8 already.</summary>
    public Query With(byte[]?[] texts) => Add(texts, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public Query With(long[] numbers) => Add(numbers, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public Query With(long?[] numbers) => Add(numbers, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public Query With(int[] numbers) => Add(numbers, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public Query With(bool[] flags) => Add(flags, NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    /// <summary>The statement as a command, a new one each time: a command and its parameters belong to one execution.</summary>
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter());
        }

        return command;
    }

    private Query Add<T>(T value, NpgsqlDbType type)
    {
        parameters.Add(value is null ? () => Null(type) : () => new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return this;
    }

    private Query AddNull(NpgsqlDbType type)
    {
        parameters.Add(() => Null(type));
        return this;
    }

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
