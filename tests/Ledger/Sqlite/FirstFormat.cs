namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>A ledger's file as the release before format 2 left it. This text is frozen: such files are out there.</summary>
internal static class FirstFormat
{
    private const string Undo = """
        DROP TABLE format; DROP TABLE audited;
        CREATE TABLE sequences(id INTEGER PRIMARY KEY CHECK (id = 1), upto INTEGER NOT NULL, body BLOB NOT NULL);
        INSERT INTO sequences SELECT 1, upto, (SELECT body FROM sequence WHERE id >> 32 = filing.number)
            FROM filing ORDER BY number DESC LIMIT 1;
        DROP TABLE sequence;
        PRAGMA user_version = 1;
        """;

    /// <summary>Makes one, with records of a few accounts, some of them filed.</summary>
    /// <returns>What it states.</returns>
    public static List<string> Make(string folder)
    {
        var content = SecondFormat.Make(folder);
        PlainSqlite.Run(Ledgers.FileOf(folder), Undo);
        return content;
    }

    /// <summary>What the release before would say to a file: the number that it compares with its own.</summary>
    public static long NumberOf(string file) => PlainSqlite.Number(file, "PRAGMA user_version");
}
