namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Looks where the ledger ends, on a connection of its own with one statement that is prepared once: whoever looks with
/// every request must not wait for the appender, and asks SQLite only where somebody has committed since. Safe to use from
/// many threads.
/// </summary>
/// <param name="file">The ledger's file.</param>
/// <param name="hold">Throws where another file stands in its place.</param>
/// <param name="access">How it is opened.</param>
internal sealed class TipReader(string file, Action hold, Access access = Access.Read) : IDisposable
{
    private readonly Lock gate = new();
    private Database? database;
    private Statement? read;
    private LogIndex? index;
    private (long Segment, long Epoch) known;

    /// <summary>The last segment that is on disk, and the epoch of whoever holds the ledger.</summary>
    public (long Segment, long Epoch) Now
    {
        get
        {
            lock (gate)
            {
                try
                {
                    // What comes to stand in the index while the tip is read is found the next time.
                    return index?.TryNote() == false ? known : known = Read();
                }
                catch
                {
                    Close();
                    throw;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            Close();
    }

    private (long Segment, long Epoch) Read()
    {
        database ??= Connect();
        read ??= database.Prepare("SELECT segment, epoch FROM tip");
        var now = read.Step() ? (read.Long(0), read.Long(1)) : default;
        read.Reset();
        if (access != Access.ReadUnchanging)
            index ??= LogIndex.Of(database);
        return now;
    }

    private Database Connect()
    {
        hold();
        return Database.Open(file, access);
    }

    private void Close()
    {
        read?.Dispose();
        database?.Dispose();
        (read, database, index) = (null, null, null);
    }
}
