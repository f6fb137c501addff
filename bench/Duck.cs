using DuckDB.NET.Data;

namespace Evenhand.Bench;

/// <summary>What an analyst would do with the same file: DuckDB reads it, drops repeats, and counts by account, type and month.</summary>
internal static class Duck
{
    /// <summary>Does it once, and returns how many events there were without repeats.</summary>
    public static long Count(string file, int threads)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads TO {threads}";
        command.ExecuteNonQuery();
        command.CommandText = $$"""
            SELECT sum(n)::BIGINT FROM (
                SELECT subject, type, date_trunc('month', time) AS month, count(*) AS n
                FROM (
                    SELECT subject, source, id, any_value(type) AS type, any_value(time) AS time
                    FROM read_json(
                        '{{file.Replace("'", "''", StringComparison.Ordinal)}}',
                        format = 'newline_delimited',
                        columns = {subject: 'VARCHAR', source: 'VARCHAR', id: 'VARCHAR', type: 'VARCHAR', time: 'TIMESTAMP'})
                    GROUP BY subject, source, id)
                GROUP BY ALL)
            """;
        return Convert.ToInt64(
            command.ExecuteScalar(),
            System.Globalization.CultureInfo.InvariantCulture
        );
    }
}
