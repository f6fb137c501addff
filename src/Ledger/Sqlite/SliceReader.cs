using System.Collections.Concurrent;
using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;
using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Reads slices out of segments, without loading the rest of them, on connections of its own, so that it never waits
/// for the appender. Safe to use from many threads.
/// </summary>
/// <param name="file">The ledger's file.</param>
/// <param name="hold">Throws where another file stands in its place: to read that one would mix the two.</param>
/// <param name="access">How it is opened.</param>
internal sealed class SliceReader(string file, Action hold, Access access = Access.Read)
    : IDisposable
{
    /// <summary>Bytes that are read before the first slice is handed out: no connection is held while a caller thinks.</summary>
    private const int BytesAtOnce = 1 << 20;

    private readonly ConcurrentBag<Database> idle = [];

    /// <summary>Does something on a connection that only reads.</summary>
    public T With<T>(Func<Database, T> work)
    {
        if (!idle.TryTake(out var database))
            database = Connect();
        try
        {
            var result = work(database);
            idle.Add(database);
            return result;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The slices at places of one stream, in order.</summary>
    public IEnumerable<StoredSlice> Read(int stored, List<Place> places)
    {
        for (var next = 0; next < places.Count; )
        {
            var start = next;
            long bytes = 0;
            do bytes += places[next++].Length;
            while (next < places.Count && bytes + places[next].Length <= BytesAtOnce);
            var block = places.GetRange(start, next - start);
            var slices = With(database => ReadBlock(database, stored, block));
            foreach (var slice in slices)
                yield return slice;
            next = start + slices.Count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var database))
            database.Dispose();
    }

    private Database Connect()
    {
        hold();
        return Database.Open(file, access);
    }

    /// <summary>The slices of a block; where one is damaged, those before it.</summary>
    /// <exception cref="DamagedLedgerException">The first one is.</exception>
    private static List<StoredSlice> ReadBlock(Database database, int stored, List<Place> places)
    {
        var slices = new List<StoredSlice>(places.Count);
        using var row = database.Prepare("SELECT committed FROM segment WHERE number = ?1");
        var (segment, committed) = (0L, default(Moment));
        sqlite3_blob? blob = null;
        try
        {
            foreach (var place in places)
            {
                if (place.Segment != segment)
                {
                    segment = place.Segment;
                    committed = Committed(row, segment);
                    Reopen(database, segment, ref blob);
                }
                slices.Add(
                    SliceFrame.Read(Frame(database, blob!, stored, place), place.From, committed)
                );
            }
        }
        catch (DamagedLedgerException) when (slices.Count > 0)
        {
            // Whoever reads on meets it as the first one.
        }
        finally
        {
            blob?.Dispose();
        }
        return slices;
    }

    private static Moment Committed(Statement row, long segment)
    {
        if (!row.Bind(1, segment).Step())
            throw new DamagedLedgerException($"segment {segment} is missing. {WayOut.OfFile.Text}");
        var committed = row.Instant(0);
        row.Reset();
        return committed;
    }

    private static void Reopen(Database database, long segment, ref sqlite3_blob? blob)
    {
        if (blob is not null)
        {
            database.Check(raw.sqlite3_blob_reopen(blob, segment));
            return;
        }
        var rc = raw.sqlite3_blob_open(
            database.Handle,
            "main",
            "segment",
            "payload",
            segment,
            0,
            out blob
        );
        database.Check(rc);
    }

    private static byte[] Frame(Database database, sqlite3_blob blob, int stored, in Place place)
    {
        if ((long)place.Offset + place.Length > raw.sqlite3_blob_bytes(blob))
            throw new DamagedLedgerException(
                $"segment {place.Segment} is shorter than its table says. {WayOut.OfFile.Text}"
            );
        var frame = new byte[place.Length];
        database.Check(raw.sqlite3_blob_read(blob, frame, place.Offset));
        return SliceFrame.IsSound(frame, stored, place.From)
            ? frame
            : throw new DamagedLedgerException(
                $"segment {place.Segment}: a slice does not agree with its checksum. {WayOut.OfFile.Text}"
            );
    }
}
