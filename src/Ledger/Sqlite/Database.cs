using Evenhand.Ledger.Segments;
using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>How a file is opened.</summary>
internal enum Access
{
    /// <summary>Reads and writes an existing file.</summary>
    Write,

    /// <summary>Reads and writes, and makes the file where there is none.</summary>
    Create,

    /// <summary>Only reads.</summary>
    Read,

    /// <summary>Only reads a file that nobody can change, and makes nothing beside it.</summary>
    ReadUnchanging,
}

/// <summary>One connection to a SQLite file, for one thread at a time. Its faults become the ledger's exceptions.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>How long another process may hold the file before it counts as unavailable.</summary>
    private const int PatienceMilliseconds = 10_000;

    private readonly sqlite3 handle;
    private readonly string file;

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle, string file)
    {
        this.handle = handle;
        this.file = file;
    }

    /// <summary>Opens a file; one that is made is for its owner alone.</summary>
    public static Database Open(string file, Access access)
    {
        if (access == Access.Create)
            LedgerFiles.Guard(file, () => OwnerOnly.MakeFile(file));
        var (name, flags) = access switch
        {
            Access.Read => (file, raw.SQLITE_OPEN_READONLY),
            Access.ReadUnchanging => (
                Unchanging(file),
                raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI
            ),
            _ => (file, raw.SQLITE_OPEN_READWRITE),
        };
        var rc = raw.sqlite3_open_v2(name, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle, file);
        try
        {
            database.Check(rc);
            database.Check(raw.sqlite3_extended_result_codes(handle, 1));
            database.Check(raw.sqlite3_busy_timeout(handle, PatienceMilliseconds));
            database.Run("PRAGMA cell_size_check = ON");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The file itself, without links; its log lies beside it.</summary>
    public string Place => raw.sqlite3_db_filename(handle, "main").utf8_to_string();

    /// <summary>The connection, for blobs and backups.</summary>
    public sqlite3 Handle => handle;

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Runs statements that need no parameters.</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Prepares a statement.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement));
        return new Statement(this, statement);
    }

    /// <summary>The number that a query gives; 0 where it gives none.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Ends an open transaction without effect; never throws, for it runs where something has failed already.</summary>
    public void RollBack()
    {
        if (InTransaction)
            _ = raw.sqlite3_exec(handle, "ROLLBACK");
    }

    /// <summary>Turns a result code into an exception where it is a fault.</summary>
    public void Check(int rc)
    {
        if ((rc & 0xFF) is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw Faults.Of(rc, raw.sqlite3_errmsg(handle).utf8_to_string(), file);
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static string Unchanging(string file) =>
        "file:"
        + string.Join('/', Path.GetFullPath(file).Split('/').Select(Uri.EscapeDataString))
        + "?immutable=1";
}
