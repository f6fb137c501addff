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
}
