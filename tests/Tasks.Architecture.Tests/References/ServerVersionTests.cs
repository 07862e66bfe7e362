using System.Text.RegularExpressions;

namespace Tasks.Architecture.Tests.References;

/// <summary>
/// The store says it runs on PostgreSQL 12 and later, and is tested on what Debian has. What later versions brought, and a hand might reach
/// for, is listed here, so that at least nothing of that slips in.
/// </summary>
public sealed partial class ServerVersionTests
{
    private static readonly Dictionary<int, string> Brought = new()
    {
        [13] =
            "gen_random_uuid|WITH TIES|autovacuum_vacuum_insert_\\w+|deduplicate_items|pg_current_xact_id|pg_snapshot_\\w+|jsonb_set_lax|IS NORMALIZED|enable_incremental_sort",
        [14] =
            "date_bin|string_to_table|trim_array|bit_xor|SEARCH (BREADTH|DEPTH) FIRST|CYCLE \\w+ SET|\\w*multirange|range_agg|idle_session_timeout|unistr|OR REPLACE TRIGGER|BEGIN ATOMIC|enable_memoize|client_connection_check_interval",
        [15] = "MERGE INTO|NULLS NOT DISTINCT|regexp_(count|instr|like|substr)|security_invoker|recursive_worktable_factor",
        [16] = "any_value|random_normal|array_(shuffle|sample)|date_(add|subtract)|JSON_(ARRAY|OBJECT)(AGG)?|IS JSON|pg_stat_io",
        [17] = "json_(table|exists|query|value)|transaction_timeout|merge_action|AT LOCAL|uuid_extract_\\w+|pg_stat_checkpointer",
        [18] = "uuidv[47]|WITHOUT OVERLAPS|RETURNING (OLD|NEW)|RETURNING WITH|array_(sort|reverse)|casefold|crc32c?",
    };

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();

    [Fact]
    public void The_sql_for_PostgreSQL_names_nothing_that_came_after_version_12_without_asking_for_the_version() =>
        Offenders.AssertNone(Repository.Files("src/Tasks.Storage.PostgreSql", ".cs").SelectMany(Newer));

    [Theory]
    [InlineData("SELECT gen_random_uuid()", 13)]
    [InlineData("idle_session_timeout = 5", 14)]
    [InlineData("merge into t using s", 15)]
    [InlineData("SELECT uuidv7()", 18)]
    public void What_came_later_is_found(string sql, int version) =>
        Assert.Matches(new Regex($@"\b({Brought[version]})\b", RegexOptions.IgnoreCase), sql);

    private static IEnumerable<string> Newer(string path)
    {
        var lines = Repository.Lines(path);
        foreach (var (index, line) in lines.Index())
        {
            foreach (var (version, words) in Brought)
            {
                var asks = $"'server_version_num'')::integer >= {version}0000";
                var isAskedFor = lines[Math.Max(0, index - 1)..(index + 1)].Any(near => near.Contains(asks, StringComparison.Ordinal));
                if (!Comment().IsMatch(line) && !isAskedFor && Regex.IsMatch(line, $@"\b({words})\b", RegexOptions.IgnoreCase))
                {
                    yield return $"{path}: '{line.Trim()}' needs PostgreSQL {version}";
                }
            }
        }
    }
}
