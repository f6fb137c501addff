using System.Text;

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

    private SqliteLedger(SqliteWriter writer, string file)
    {
        this.writer = writer;
        reader = new SliceReader(file);
        tip = new TipReader(file);
    }

    /// <summary>Opens the ledger of a folder, and makes both where they are missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerUnavailableException">The folder or the file cannot be written.</exception>
    /// <exception cref="DamagedLedgerException">The last segments are damaged, or the file is no ledger.</exception>
    /// <exception cref="NewerLedgerException">A later version of the program wrote it.</exception>
    public static SqliteLedger Open(string folder) => Open(folder, SqliteWriter.SlicesInMemory);

    /// <summary>Opens the ledger of a folder, and bounds its memory.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="slicesInMemory">How many slices are remembered, at about 20 bytes each, before they are filed; at least 1.</param>
    public static SqliteLedger Open(string folder, int slicesInMemory)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException(
                $"{folder}: the folder cannot be made; see that the disk is writable and not full",
                cause
            );
        }
        var file = Path.Combine(folder, FileName);
        return new SqliteLedger(SqliteWriter.Open(file, slicesInMemory), file);
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
    public IEnumerable<StoredSlice> Read(int stream, long from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var stored = writer.Names.StoredOf(stream);
        var (places, reached, filing, sequence) = writer.Places.From(stream, from);
        if (reached > from)
        {
            var filed = reader.With(database => Filings.Read(database, filing, stored, from));
            places.InsertRange(0, filed.SkipWhile(place => place.From + place.Count <= from));
        }
        if (from < sequence && !IsWhole(places, from, sequence))
            throw new DamagedLedgerException(
                $"the index of account \"{AccountOf(stream)}\" has a gap. {WayOut.Text}"
            );
        return reader.Read(stored, places);
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
    public Snapshot? SnapshotOf(int stream) =>
        writer.Names.StoredOf(stream) is >= 0 and var stored
            ? reader.With(database => SnapshotTable.Of(database, stream, stored))
            : null;

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

    /// <summary>Whether no slice is missing; were a part of the index lost, a stream must not look shorter than it is.</summary>
    private static bool IsWhole(List<Place> places, long from, long sequence)
    {
        if (places.Count == 0 || places[0].From > from)
            return false;
        for (var i = 1; i < places.Count; i++)
            if (places[i].From != places[i - 1].From + places[i - 1].Count)
                return false;
        return places[^1].From + places[^1].Count == sequence;
    }
}
