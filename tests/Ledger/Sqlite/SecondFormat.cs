using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A ledger's file as it was before format 3. This text is frozen: such files are out there.</summary>
internal static class SecondFormat
{
    private const string Undo = """
        DROP TABLE paper;
        ALTER TABLE snapshot RENAME TO slots;
        CREATE TABLE snapshot(
            stream INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL);
        INSERT INTO snapshot SELECT stream, sequence, due, body FROM slots WHERE slot = 0x8000000000000000;
        DROP TABLE slots;
        ALTER TABLE tip DROP COLUMN epoch;
        ALTER TABLE identity DROP COLUMN partitions;
        DELETE FROM format WHERE number = 3;
        PRAGMA user_version = 2;
        """;

    /// <summary>Makes one, with records of a few accounts, some of them filed, and a snapshot.</summary>
    /// <returns>What it states.</returns>
    public static List<string> Make(string folder)
    {
        List<string> content;
        using (var ledger = SqliteLedger.Open(folder, 5))
        {
            Ledgers.Fill(ledger, 12, "old");
            Made.Append(ledger, "account 1", "old", SliceKind.Told);
            ledger.Keep([new(StreamName.Of("account 1"), 4, new(77), Made.Bytes("state"))]);
            content = Ledgers.Content(ledger);
        }
        PlainSqlite.Run(Ledgers.FileOf(folder), Undo);
        return content;
    }
}
