namespace Evenhand.Ledger.Sqlite;

/// <summary>The connection that appends, and what is known of the ledger in memory. One thread at a time may use it.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>So many slices are kept in memory before they are filed: about 20 bytes each.</summary>
    public const int SlicesInMemory = 1_000_000;

    private readonly Database database;
    private readonly SegmentTable segments;
    private readonly SegmentBuilder builder = new();
    private readonly Chain chain = new();
    private readonly Dictionary<int, long> expected = [];
    private readonly int slicesInMemory;
    private byte[] tipChain = [];
    private long tip;

    private SqliteWriter(Database database, LedgerIdentity identity, int slicesInMemory)
    {
        this.database = database;
        this.slicesInMemory = slicesInMemory;
        Identity = identity;
        Names = new StreamNames(identity.Seed);
        segments = new SegmentTable(database);
    }

    /// <summary>Which ledger this is.</summary>
    public LedgerIdentity Identity { get; }

    /// <summary>The accounts.</summary>
    public StreamNames Names { get; }

    /// <summary>Where the slices lie.</summary>
    public Places Places { get; private set; } = new();

    /// <summary>The last segment that is known here; read from any thread.</summary>
    public long Tip => Volatile.Read(ref tip);

    /// <summary>Opens a file, brings it to this version, and takes note of what it holds.</summary>
    public static SqliteWriter Open(string file, int slicesInMemory)
    {
        var database = Database.Open(file, Access.Create);
        SqliteWriter? writer = null;
        try
        {
            Migrations.Refuse(database, file, database.Number("PRAGMA user_version"));
            Pragmas.Set(database);
            Migrations.Run(database, file);
            writer = new SqliteWriter(database, IdentityOf(database), slicesInMemory);
            writer.Load();
            RecentSegments.Verify(database, writer.Identity);
            return writer;
        }
        catch
        {
            // Statements first: with one left the file would stay open, and could not be cut.
            writer?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>The identity that a ledger was given.</summary>
    public static LedgerIdentity IdentityOf(Database database)
    {
        using var row = database.Prepare("SELECT ledger, seed FROM identity");
        if (!row.Step() || row.Bytes(0).Length != 16)
            throw new DamagedLedgerException($"the ledger has lost its identity. {WayOut.Text}");
        return new LedgerIdentity(new Guid(row.Bytes(0), bigEndian: true), row.Long(1));
    }

    /// <summary>Appends slices; see <see cref="ILedger.Append"/>.</summary>
    public IReadOnlyList<int> Append(IReadOnlyList<Slice> slices, long committed)
    {
        if (slices.Count == 0)
            return [];
        List<int> conflicts = [];
        var (last, hash) = (0L, tipChain);
        var appended = Do(_ =>
        {
            CatchUp(Places);
            conflicts = Conflicts(slices);
            if (conflicts.Count > 0)
                return false;
            (last, hash) = Lay(slices, committed);
            segments.End(Names, last, hash);
            return true;
        });
        if (!appended)
            return conflicts;
        (tip, tipChain) = (last, hash);
        Places.Add(builder.Laid, Names);
        if (Places.Count >= slicesInMemory)
            FileQuietly();
        return conflicts;
    }

    /// <summary>Takes note of what others have appended.</summary>
    public void Refresh()
    {
        database.Run("BEGIN");
        try
        {
            CatchUp(Places);
        }
        finally
        {
            database.RollBack();
        }
    }

    /// <summary>Does something in one transaction.</summary>
    public void Do(Action<Database> work) =>
        Do(on =>
        {
            work(on);
            return true;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        segments.Dispose();
        chain.Dispose();
        database.Dispose();
    }

    private (long Last, byte[] Hash) Lay(IReadOnlyList<Slice> slices, long committed)
    {
        var (last, hash) = (tip, tipChain);
        builder.Begin(slices);
        for (var next = 0; next < slices.Count; )
        {
            next = builder.Build(++last, slices, next, committed, Names);
            hash = chain.Next(hash, builder.Head, builder.Slots, builder.Payload);
            segments.Insert(builder, hash);
        }
        return (last, hash);
    }

    private bool Do(Func<Database, bool> work)
    {
        database.Run("BEGIN IMMEDIATE");
        try
        {
            if (!work(database))
            {
                database.RollBack();
                return false;
            }
            database.Run("COMMIT");
            Names.Keep();
            return true;
        }
        catch
        {
            database.RollBack();
            Names.GiveUp();
            throw;
        }
    }

    private void Load()
    {
        Reload();
        while (Places.Count >= slicesInMemory && FileQuietly()) { }
    }

    private void CatchUp(Places places)
    {
        var (last, hash) = segments.Tip();
        if (last == tip && tipChain.Length > 0)
            return;
        Names.Load(database);
        tip = segments.Note(tip, places, Names);
        if (tip != last)
            throw new DamagedLedgerException(
                $"the ledger should end with segment {last} but ends with {tip}. {WayOut.Text}"
            );
        tipChain = hash;
    }

    private List<int> Conflicts(IReadOnlyList<Slice> slices)
    {
        var conflicts = new List<int>();
        expected.Clear();
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            if (!expected.TryGetValue(slice.Stream, out var next))
                next = Places.SequenceOf(slice.Stream);
            if (slice.Expected != next && !conflicts.Contains(slice.Stream))
                conflicts.Add(slice.Stream);
            expected[slice.Stream] = slice.Expected + slice.Count;
        }
        return conflicts;
    }

    /// <summary>
    /// Files what is in memory. What was appended is safe already: where the disk has no room for the index, it stays
    /// in memory, and the next append tries again.
    /// </summary>
    private bool FileQuietly()
    {
        try
        {
            var mine = true;
            Do(on =>
            {
                CatchUp(Places);
                mine = Filings.Last(on) == Places.Filing;
                if (mine)
                    Filings.Write(on, Places, Names, tip);
            });
            if (mine)
                Places.Filed(Places.Filing + 1, tip);
            else
                Reload();
            return true;
        }
        catch (LedgerUnavailableException)
        {
            return false;
        }
    }

    /// <summary>
    /// Begins afresh after the last filing: at the start, and where another process has filed. Readers go on with what
    /// was known until all of it is known again.
    /// </summary>
    private void Reload()
    {
        database.Run("BEGIN");
        try
        {
            Names.Load(database);
            var places = new Places();
            Filings.Load(database, places, Names);
            (tip, tipChain) = (places.Base, []);
            CatchUp(places);
            Places = places;
        }
        finally
        {
            database.RollBack();
        }
    }
}
