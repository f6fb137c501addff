namespace Evenhand.Ledger.Sqlite;

/// <summary>How SQLite writes: a commit is on disk when it returns, and readers do not wait for it.</summary>
internal static class Pragmas
{
    /// <summary>Bytes of a page, by measurement (record 0016); it holds from the making of the file on.</summary>
    public const int PageSize = 4096;

    /// <summary>Pages in the write-ahead log before they are moved into the file, by measurement (record 0016).</summary>
    public const int CheckpointPages = 4000;

    /// <summary>Sets up the connection that appends.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="isHurried">
    /// Whether commits may be lost with the machine, but for the order of what stays: whoever says so makes them again. They share what
    /// it takes to have them on disk then.
    /// </param>
    public static void Set(Database database, bool isHurried = false)
    {
        database.Run($"PRAGMA page_size = {PageSize}");
        database.Run("PRAGMA journal_mode = WAL");
        database.Run($"PRAGMA synchronous = {(isHurried ? "NORMAL" : "FULL")}");
        database.Run($"PRAGMA wal_autocheckpoint = {CheckpointPages}");
        database.Run("PRAGMA cache_size = -32768");
    }
}
