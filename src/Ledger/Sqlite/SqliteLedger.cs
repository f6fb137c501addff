using System.Text;
using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The embedded ledger: one SQLite file in a folder. Appends wait for each other, also across processes; reads wait for
/// nobody. It has one partition, and waits for the disk alone: whatever is asked of it has ended when the call returns.
/// </summary>
public sealed class SqliteLedger : ILedger
{
    /// <summary>The ledger's file in its folder.</summary>
    public const string FileName = "ledger.db";

    private readonly Lock writing = new();
    private readonly SqliteWriter writer;
    private readonly SliceReader reader;
    private readonly TipReader tip;
    private readonly Seldom trials = new(TimeSpan.FromSeconds(1));
    private string? tried;
    private string? hindrance;

    private SqliteLedger(SqliteWriter writer, string file, Access access = Access.Read)
    {
        this.writer = writer;
        reader = new SliceReader(file, writer.HoldData, access);
        tip = new TipReader(file, writer.HoldData, access);
    }

    /// <summary>Opens the ledger of a folder, and makes both where they are missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerUnavailableException">The folder or the file cannot be written.</exception>
    /// <exception cref="DamagedLedgerException">The last segments are damaged, or the file is no ledger.</exception>
    /// <exception cref="NewerLedgerException">A later version of the program wrote it.</exception>
    public static SqliteLedger Open(string folder) => Open(folder, new LedgerOpening());

    /// <summary>Opens the ledger of a folder, and bounds its memory.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="slicesInMemory">How many slices are remembered, at about 20 bytes each, before they are filed; at least 1.</param>
    public static SqliteLedger Open(string folder, int slicesInMemory) =>
        Open(folder, new LedgerOpening { SlicesInMemory = slicesInMemory });

    /// <summary>Opens the ledger of a folder, and makes both where they are missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="opening">How, and who is told what is of note.</param>
    public static SqliteLedger Open(string folder, LedgerOpening opening)
    {
        var file = Path.Combine(folder, FileName);
        LedgerFiles.Guard(folder, () => OwnerOnly.MakeFolder(folder));
        SeeTo(folder, file, opening);
        return new SqliteLedger(SqliteWriter.Open(file, opening), file);
    }

    /// <summary>
    /// Opens the ledger of a folder as it is now, to look at it: nothing is made, brought along or cut, and nothing can be
    /// appended. Whoever serves it does not notice.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerUnavailableException">There is no ledger, it cannot be read, or it is of an earlier format.</exception>
    /// <exception cref="DamagedLedgerException">The last segments are damaged, or the file is no ledger.</exception>
    /// <exception cref="NewerLedgerException">A later version of the program wrote it.</exception>
    public static SqliteLedger OpenToRead(string folder)
    {
        var file = LedgerFiles.Current(Path.Combine(folder, FileName));
        var access = FileReading.AccessOf(file);
        return new SqliteLedger(SqliteWriter.OpenToRead(file, access), file, access);
    }

    /// <inheritdoc/>
    public LedgerIdentity Identity => writer.Identity;

    /// <inheritdoc/>
    public long? Epoch => writer.Epoch;

    /// <inheritdoc/>
    public long SequenceOf(StreamName stream) => writer.SequenceOf(stream);

    /// <inheritdoc/>
    public int AccountCount => writer.Names.StoredCount;

    /// <inheritdoc/>
    public bool IsBehind
    {
        get
        {
            var (segment, epoch) = tip.Now;
            return segment > writer.Tip || writer.Epoch is { } own && own != epoch;
        }
    }

    /// <inheritdoc/>
    public ChangeCursor Position => new(writer.Tip);

    /// <inheritdoc/>
    public ValueTask RefreshAsync()
    {
        lock (writing)
            writer.Refresh();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamName> ChangedAsync(ChangeCursor since) =>
        writer.Changed.After(since[0]) is { } changed
            ? new AtOnce<StreamName>(changed.Select(writer.Names.NameOf))
            : AppendedAsync(since);

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamName> AppendedAsync(ChangeCursor since)
    {
        var upto = writer.Tip;
        var streams = reader.With(each => SegmentTable.StreamsBetween(each, since[0], upto));
        return new AtOnce<StreamName>(streams.Select(writer.Names.NameOf));
    }

    /// <inheritdoc/>
    public ValueTask<ulong?> ProofAsync(ChangeCursor upTo) =>
        new(reader.With(database => SegmentTable.ProofOf(database, Identity, upTo)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        lock (writing)
            return new(writer.Append(slices, committed));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds = default,
        CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var slices = StreamReading.Guard(stream.Text, from, () => Slices(stream, from, kinds));
        return new AtOnce<StoredSlice>(slices, cancel);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamName>> AccountsAsync(StreamName after, int limit) =>
        new(
            reader.With(database =>
            {
                using var rows = database.Prepare(
                    "SELECT account FROM stream WHERE account > ?1 ORDER BY account LIMIT ?2"
                );
                rows.Bind(1, Encoding.UTF8.GetBytes(after.Text)).Bind(2, Math.Max(0, limit));
                var accounts = new List<StreamName>();
                while (rows.Step())
                    accounts.Add(StreamName.OrShared(Encoding.UTF8.GetString(rows.Bytes(0))));
                return accounts;
            })
        );

    /// <inheritdoc/>
    public ValueTask<Moment> LastCommittedAsync() =>
        new(
            reader.With(database =>
            {
                using var row = database.Prepare(
                    "SELECT committed FROM segment WHERE number = (SELECT segment FROM tip)"
                );
                return row.Step() ? row.Instant(0) : Moment.Earliest;
            })
        );

    /// <inheritdoc/>
    public ValueTask<string?> HindranceAsync(string? known) => new(Hindrance(known));

    /// <inheritdoc/>
    public IAsyncEnumerable<AuditedSlice> AuditedAsync(int partition, long after)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partition, 0);
        return new AtOnce<AuditedSlice>(Audited(after));
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> SnapshotAsync(StreamName stream, long slot = Snapshot.Live)
    {
        try
        {
            return new(
                writer.Names.Find(stream) is >= 0 and var stored
                    ? reader.With(database => SnapshotTable.Of(database, stream, stored, slot))
                    : null
            );
        }
        catch (DamagedLedgerException)
        {
            // A snapshot may be missing at any moment: one that cannot be read is.
            return default;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Snapshot>> SnapshotsAsync(
        IReadOnlyList<StreamName> streams,
        long slot
    )
    {
        try
        {
            return new(
                reader.With(database => SnapshotTable.Of(database, streams, writer.Names, slot))
            );
        }
        catch (DamagedLedgerException)
        {
            return new([]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream) =>
        new(
            writer.Names.Find(stream) is >= 0 and var stored
                ? reader.With(database => SnapshotTable.Slots(database, stream, stored))
                : []
        );

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to) =>
        new AtOnce<SnapshotHead>(Due(from, to));

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamName> UnkeptAsync() => new AtOnce<StreamName>(Unkept());

    /// <inheritdoc/>
    public ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots) =>
        Do(database => SnapshotTable.Keep(database, snapshots, writer.Names, writer.Places));

    /// <inheritdoc/>
    public ValueTask DropSnapshotsAsync() => Do(database => database.Run("DELETE FROM snapshot"));

    /// <inheritdoc/>
    public ValueTask DropSnapshotsAsync(StreamName stream, long from) =>
        writer.Names.Find(stream) is >= 0 and var stored
            ? Do(database => SnapshotTable.Drop(database, stored, from))
            : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        tip.Dispose();
        lock (writing)
            writer.Dispose();
    }

    private ValueTask Do(Action<Database> work)
    {
        lock (writing)
            writer.Do(work);
        return ValueTask.CompletedTask;
    }

    private string? Hindrance(string? known)
    {
        // Whoever appends just now will find out for itself.
        if (!writing.TryEnter())
            return known;
        try
        {
            if (known is null)
                writer.HoldLinks();
            else if (trials.IsDue())
                writer.Try();
            else
                // What was tried a moment ago holds for that failure, and not for a later one.
                return known == tried ? hindrance : known;
            (tried, hindrance) = (known, null);
        }
        catch (LedgerException wrong)
        {
            (tried, hindrance) = (known, wrong.Message);
        }
        finally
        {
            writing.Exit();
        }
        return hindrance;
    }

    private IEnumerable<AuditedSlice> Audited(long after)
    {
        if (IsBehind)
            lock (writing)
                writer.Refresh();
        var shared = SharedSegments(after);
        while (true)
        {
            var noted = reader.With(database => AuditedSegments.After(database, after));
            var unnoted = shared.Count > 0 ? shared.Peek() : long.MaxValue;
            after = Math.Min(noted ?? long.MaxValue, unnoted);
            if (after == long.MaxValue)
                yield break;
            if (after == unnoted)
                shared.Dequeue();
            var segment = after;
            var found = reader.With(database =>
                AuditedSegments.Read(database, Identity, writer.Names, segment)
            );
            foreach (var slice in found)
                yield return slice;
        }
    }

    private IEnumerable<StreamName> Unkept()
    {
        var streams = writer.Names.StoredCount + 1;
        var kept = reader.With(database => SnapshotTable.Sequences(database, streams));
        for (var stored = 1; stored < streams; stored++)
            if (kept[stored] != writer.Places.SequenceOf(stored))
                yield return writer.Names.NameOf(stored);
    }

    private IEnumerable<SnapshotHead> Due(Moment from, Moment to)
    {
        const int AtOnce = 10_000;
        var after = (Due: from, Stored: -1);
        int found;
        do
        {
            var page = reader.With(database => SnapshotTable.Due(database, after, to, AtOnce));
            foreach (var (stored, sequence, due) in page)
            {
                after = (due, stored);
                if (stored <= writer.Names.StoredCount)
                    yield return new(writer.Names.NameOf(stored), Snapshot.Live, sequence, due);
            }
            found = page.Count;
        } while (found == AtOnce);
    }

    /// <summary>Segments of the shared stream, whose entries former formats did not note.</summary>
    private Queue<long> SharedSegments(long after) =>
        new(
            PlacesOf(StreamName.Shared, 0)
                .Select(place => place.Segment)
                .Where(each => each > after)
                .Distinct()
        );

    private IEnumerable<StoredSlice> Slices(StreamName stream, long from, SliceKinds kinds)
    {
        var places = PlacesOf(stream, from);
        if (!kinds.HasEvents && places.Count > 0)
            places = reader.With(database => PaperTable.Only(database, places, kinds));
        var slices = reader.Read(writer.Names.Find(stream), places);
        return kinds == SliceKinds.All ? slices : slices.Where(slice => kinds.Has(slice.Kind));
    }

    private List<Place> PlacesOf(StreamName stream, long from)
    {
        var stored = writer.Names.Find(stream);
        if (stored < 0)
            return [];
        var (places, reached, filing, sequence) = writer.Places.From(stored, from);
        if (reached > from)
        {
            var filed = reader.With(database => Filings.Read(database, filing, stored, from));
            places.InsertRange(0, filed.SkipWhile(place => place.End <= from));
        }
        if (from < sequence && !Place.AreWhole(places, from, sequence))
            throw new DamagedLedgerException(
                $"the index of account \"{stream}\" has a gap. {WayOut.OfFile.Text}"
            );
        return places;
    }

    /// <summary>Finishes what was broken off, and sees what stands around the file.</summary>
    private static void SeeTo(string folder, string file, LedgerOpening opening)
    {
        if (LedgerFiles.Finish(file) is { } kept)
            opening.Tell(
                $"a restore that was broken off is done now; what was there before is in {kept}"
            );
        if (!File.Exists(file) && LedgerFiles.LogOf(file) is { } log)
            throw new LedgerUnavailableException(
                $"{log}: the log of a data file that is not there. Put the file back beside it; or restore a backup with `evenhand restore FILE --data {folder} --replace`, which keeps the log beside; or move the log to where its data file is"
            );
        opening.Warn(OwnerOnly.Doubt(folder));
        foreach (var end in new[] { "", "-wal", "-shm" })
            opening.Warn(OwnerOnly.Narrow(file + end));
    }
}
