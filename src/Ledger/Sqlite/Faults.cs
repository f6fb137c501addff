using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>What SQLite's result codes mean to whoever runs the ledger, and what to do.</summary>
internal static class Faults
{
    /// <summary>The exception for a result code.</summary>
    public static Exception Of(int code, string message, string file)
    {
        var cause = new IOException($"SQLite {code}: {message}");
        return (code & 0xFF) switch
        {
            raw.SQLITE_FULL => Unavailable("the disk is full; make room, then try again"),
            raw.SQLITE_READONLY => Unavailable(
                "the disk or the folder is read-only; make it writable for this user, then try again"
            ),
            raw.SQLITE_CANTOPEN => Unavailable(
                "the file cannot be opened; see that the folder exists, that the disk is not read-only, and that this user may write there"
            ),
            raw.SQLITE_PERM or raw.SQLITE_AUTH => Unavailable(
                "this user may not use the file; see to its permissions"
            ),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Unavailable(
                "another process has kept the file locked; see what it is doing, then try again"
            ),
            raw.SQLITE_IOERR => Unavailable(
                "the disk fails to read or write, or is full; see the system's log, then try again"
            ),
            raw.SQLITE_CORRUPT => Damaged("the file is damaged"),
            raw.SQLITE_NOTADB => Damaged("the file is no ledger, or its beginning is damaged"),
            _ => new InvalidOperationException($"{file}: {message} (SQLite {code})", cause),
        };

        LedgerUnavailableException Unavailable(string what) => new($"{file}: {what}", cause);
        DamagedLedgerException Damaged(string what) =>
            new($"{file}: {what} ({message}). {WayOut.Text}", cause);
    }
}
