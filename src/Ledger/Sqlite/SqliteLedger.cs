using System.Text;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The embedded ledger: one SQLite file in a folder. Appends wait for each other, also across processes; reads wait for
/// nobody. The numbers of streams hold for this object only.
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
    public int StreamOf(string account) => writer.Names.Intern(account);

    /// <inheritdoc/>
    public int? FindStream(string account) =>
        writer.Names.Find(account) is > 0 and var stream && writer.Places.SequenceOf(stream) > 0
            ? stream
            : null;

    /// <inheritdoc/>
    public string AccountOf(int stream) => writer.Names.Text(stream);

    /// <inheritdoc/>
    public IReadOnlyList<string> Accounts(string? after, int limit) =>
        reader.With(database =>
        {
            using var rows = database.Prepare(
                "SELECT account FROM stream WHERE account > ?1 ORDER BY account LIMIT ?2"
            );
            rows.Bind(1, Encoding.UTF8.GetBytes(after ?? "")).Bind(2, Math.Max(0, limit));
            var accounts = new List<string>();
            while (rows.Step())
                accounts.Add(Encoding.UTF8.GetString(rows.Bytes(0)));
            return accounts;
        });

    /// <inheritdoc/>
    public int AccountCount => writer.Names.StoredCount;

    /// <inheritdoc/>
    public long SequenceOf(int stream) => writer.Places.SequenceOf(stream);

    /// <inheritdoc/>
    public IReadOnlyList<int> Append(IReadOnlyList<Slice> slices, long committed)
    {
        lock (writing)
            return writer.Append(slices, committed);
    }

    /// <inheritdoc/>
    public string? Hindrance(string? known)
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

    /// <inheritdoc/>
    public IEnumerable<StoredSlice> Read(int stream, long from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return StreamReading.Guard(AccountOf(stream), from, () => Slices(stream, from));
    }

    /// <inheritdoc/>
    public IEnumerable<AuditedSlice> Audited(long after)
    {
        if (IsBehind)
            Refresh();
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

    /// <inheritdoc/>
    public void Refresh()
    {
        lock (writing)
            writer.Refresh();
    }

    /// <inheritdoc/>
    public bool IsBehind => tip.Segment > writer.Tip;

    /// <inheritdoc/>
    public long LastCommitted =>
        reader.With(database =>
        {
            using var row = database.Prepare(
                "SELECT committed FROM segment WHERE number = (SELECT segment FROM tip)"
            );
            return row.Step() ? row.Long(0) : long.MinValue;
        });

    /// <inheritdoc/>
    public Snapshot? SnapshotOf(int stream)
    {
        try
        {
            return writer.Names.StoredOf(stream) is >= 0 and var stored
                ? reader.With(database => SnapshotTable.Of(database, stream, stored))
                : null;
        }
        catch (DamagedLedgerException)
        {
            // A snapshot may be missing at any moment: one that cannot be read is.
            return null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SnapshotHead> Snapshots() =>
        reader.With(database => SnapshotTable.Heads(database, writer.Names));

    /// <inheritdoc/>
    public void Keep(IReadOnlyList<Snapshot> snapshots)
    {
        lock (writing)
            writer.Do(database =>
                SnapshotTable.Keep(database, snapshots, writer.Names, writer.Places)
            );
    }

    /// <inheritdoc/>
    public void DropSnapshots()
    {
        lock (writing)
            writer.Do(database => database.Run("DELETE FROM snapshot"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        tip.Dispose();
        lock (writing)
            writer.Dispose();
    }

    /// <summary>Segments of the shared stream, whose entries former formats did not note.</summary>
    private Queue<long> SharedSegments(long after) =>
        new(PlacesOf(0, 0).Select(place => place.Segment).Where(each => each > after).Distinct());

    private IEnumerable<StoredSlice> Slices(int stream, long from) =>
        reader.Read(writer.Names.StoredOf(stream), PlacesOf(stream, from));

    private List<Place> PlacesOf(int stream, long from)
    {
        var stored = writer.Names.StoredOf(stream);
        var (places, reached, filing, sequence) = writer.Places.From(stream, from);
        if (reached > from)
        {
            var filed = reader.With(database => Filings.Read(database, filing, stored, from));
            places.InsertRange(0, filed.SkipWhile(place => End(place) <= from));
        }
        if (from < sequence && !IsWhole(places, from, sequence))
            throw new DamagedLedgerException(
                $"the index of account \"{AccountOf(stream)}\" has a gap. {WayOut.Text}"
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

    /// <summary>Whether no slice is missing; were a part of the index lost, a stream must not look shorter than it is.</summary>
    private static bool IsWhole(List<Place> places, long from, long sequence)
    {
        if (places.Count == 0 || places[0].From > from)
            return false;
        for (var i = 1; i < places.Count; i++)
            if (places[i].From != End(places[i - 1]))
                return false;
        return End(places[^1]) == sequence;
    }

    // The index has no checksum: whatever stands there, it is compared and never trusted.
    private static long End(in Place place) => unchecked(place.From + place.Count);
}
