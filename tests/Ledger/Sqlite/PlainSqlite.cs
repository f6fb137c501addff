using Shouldly;
using SQLitePCL;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>SQLite without the ledger, to do what the ledger never would.</summary>
internal static class PlainSqlite
{
    public static void Run(string file, string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(file, out var database).ShouldBe(raw.SQLITE_OK);
        using (database)
            raw.sqlite3_exec(database, sql).ShouldBe(raw.SQLITE_OK);
    }

    /// <summary>The number that a query gives.</summary>
    public static long Number(string file, string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(file, out var database).ShouldBe(raw.SQLITE_OK);
        using (database)
        {
            raw.sqlite3_prepare_v2(database, sql, out var row).ShouldBe(raw.SQLITE_OK);
            using (row)
                return raw.sqlite3_step(row) == raw.SQLITE_ROW
                    ? raw.sqlite3_column_int64(row, 0)
                    : throw new InvalidOperationException($"no row: {sql}");
        }
    }
}
