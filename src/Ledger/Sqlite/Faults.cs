using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// What SQLite's result codes mean to whoever runs the ledger, and what to do: the one place where they become the ledger's
/// exceptions. Only what cannot come from outside, a wrong use of SQLite, is a defect.
/// </summary>
internal static class Faults
{
    /// <summary>The exception for a result code.</summary>
    public static Exception Of(int code, string message, string file)
    {
        var cause = new IOException($"SQLite {code}: {message}");
        return (code & 0xFF) switch
        {
            raw.SQLITE_FULL => new LedgerUnavailableException(
                $"{file}: the disk is full; make room, then try again",
                cause
            )
            {
                LacksRoom = true,
            },
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
            raw.SQLITE_PROTOCOL or raw.SQLITE_NOLFS => Unavailable(
                "the disk cannot lock files as a ledger needs it; put the data folder on a local disk"
            ),
            raw.SQLITE_NOMEM => Unavailable("there is not enough memory; try again"),
            raw.SQLITE_INTERRUPT or raw.SQLITE_ABORT => Unavailable(
                "the work was broken off; try again"
            ),
            raw.SQLITE_CORRUPT => Damaged("the file is damaged"),
            raw.SQLITE_NOTADB => Damaged("the file is no ledger, or its beginning is damaged"),
            raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_TOOBIG =>
                new InvalidOperationException($"{file}: {message} (SQLite {code})", cause),
            // A table, a column or a row that every ledger has is not there, or holds what none would write.
            _ => Damaged("the file does not hold what a ledger holds"),
        };

        LedgerUnavailableException Unavailable(string what) => new($"{file}: {what}", cause);
        DamagedLedgerException Damaged(string what) =>
            new($"{file}: {what} ({message}). {WayOut.OfFile.Text}", cause);
    }
}
