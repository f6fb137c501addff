using Evenhand.Core.Time;
using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>A prepared statement, used again and again by one thread at a time. Parameters count from 1, columns from 0.</summary>
internal sealed class Statement(Database database, sqlite3_stmt statement) : IDisposable
{
    /// <summary>Gives a parameter a number.</summary>
    public Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    /// <summary>Gives a parameter bytes; they are copied.</summary>
    public Statement Bind(int parameter, Moment value) => Bind(parameter, value.Ticks);

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        var rc = value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, parameter, 0)
            : raw.sqlite3_bind_blob(statement, parameter, value);
        database.Check(rc);
        return this;
    }

    /// <summary>Moves to the next row; after the last one the statement may be bound and run afresh.</summary>
    public bool Step()
    {
        var rc = raw.sqlite3_step(statement);
        if (rc == raw.SQLITE_ROW)
            return true;
        Reset();
        if (rc != raw.SQLITE_DONE)
            database.Check(rc);
        return false;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    /// <summary>Leaves the rows that have not been read.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>Whether a column of the row at hand is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>A number of the row at hand.</summary>
    public Moment Instant(int column) => new(Long(column));

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>Bytes of the row at hand, until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();
}
