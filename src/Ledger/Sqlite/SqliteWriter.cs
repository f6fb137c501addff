using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>The connection that appends, and what is known of the ledger in memory. One thread at a time may use it.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>What is written to see whether the disk takes anything: more than a commit of moderate size.</summary>
    private const int TrialBytes = 256 << 10;

    /// <summary>Changes of others that are remembered, at 16 bytes each.</summary>
    private const int MostChanges = 1 << 16;

    private readonly Database database;
    private readonly HeldEpoch held;
    private readonly SegmentTable segments;
    private readonly SegmentBuilder builder = new();
    private readonly Chain chain = new();
    private readonly Expectations expectations;
    private readonly string file;
    private readonly int slicesInMemory;
    private LinkedFiles links = null!;
    private bool lost;
    private Filer? filer;
    private byte[] tipChain = [];
    private long tip;

    private SqliteWriter(Database database, string file, LedgerIdentity identity, int slices)
    {
        (this.database, this.file, slicesInMemory) = (database, file, slices);
        Identity = identity;
        Names = new StreamNames(identity.Seed, WayOut.OfFile);
        expectations = new Expectations(Names);
        segments = new SegmentTable(database);
        held = new HeldEpoch(segments, file);
    }

    /// <summary>Which ledger this is.</summary>
    public LedgerIdentity Identity { get; }

    /// <summary>The accounts.</summary>
    public StreamNames Names { get; }

    /// <summary>Where the slices lie.</summary>
    public Places Places { get; private set; } = new(WayOut.OfFile);

    /// <summary>What others have appended since it was opened.</summary>
    public ChangedStreams Changed { get; } = new(MostChanges);

    /// <summary>The epoch that its holder took; null for a guest.</summary>
    public long? Epoch => held.Number;

    /// <summary>The last segment that is known here; read from any thread.</summary>
    public long Tip => Volatile.Read(ref tip);

    /// <summary>Opens a file, brings it to this version, and takes note of what it holds.</summary>
    public static SqliteWriter Open(string file, LedgerOpening opening)
    {
        var database = Database.Open(file, Access.Create);
        SqliteWriter? writer = null;
        try
        {
            Migrations.Refuse(database, file);
            Pragmas.Set(database, opening.IsCopy);
            Migrations.Run(database, file, opening);
            var identity = IdentityOf(database);
            writer = new SqliteWriter(database, file, identity, opening.SlicesInMemory);
            writer.Load();
            writer.links = LinkedFiles.Of(database, file);
            RecentSegments.Verify(database, writer.Identity);
            if (opening.Holds)
                writer.TakeOver(opening);
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

    /// <summary>Opens a file only to know what it holds: it cannot append.</summary>
    public static SqliteWriter OpenToRead(string file, Access access)
    {
        var database = Database.Open(file, access);
        SqliteWriter? writer = null;
        try
        {
            Migrations.Refuse(database, file);
            Migrations.RefuseEarlier(database, file);
            writer = new SqliteWriter(database, file, IdentityOf(database), int.MaxValue);
            writer.Load();
            writer.links = LinkedFiles.Of(database, file);
            RecentSegments.Verify(database, writer.Identity);
            return writer;
        }
        catch
        {
            writer?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>The identity that a ledger was given.</summary>
    public static LedgerIdentity IdentityOf(Database database)
    {
        using var row = database.Prepare("SELECT * FROM identity");
        if (!row.Step() || row.Bytes(1).Length != 16)
            throw new DamagedLedgerException(
                $"the ledger has lost its identity. {WayOut.OfFile.Text}"
            );
        // A file of an earlier format does not say how many partitions it has: one.
        var partitions = (int)Math.Max(1, row.Long(3));
        return new LedgerIdentity(new Guid(row.Bytes(1), bigEndian: true), row.Long(2), partitions);
    }

    /// <summary>How many records a stream is known to hold.</summary>
    public long SequenceOf(StreamName stream) =>
        Names.Find(stream) is >= 0 and var stored ? Places.SequenceOf(stored) : 0;

    /// <summary>Appends slices; see <see cref="ILedger.AppendAsync"/>.</summary>
    public IReadOnlyList<StreamName> Append(IReadOnlyList<Slice> slices, Moment committed)
    {
        if (slices.Count == 0)
            return [];
        if (lost)
            HoldLinks();
        List<StreamName> conflicts = [];
        var (last, hash) = (0L, tipChain);
        var appended = Do(_ =>
        {
            CatchUp(Places);
            conflicts = expectations.Conflicts(slices, Places);
            if (conflicts.Count > 0)
                return false;
            (last, hash) = Lay(slices, committed);
            segments.End(Names, last, hash);
            return true;
        });
        if (!appended)
            return conflicts;
        // Written into a file that nobody will find, it would be lost. If the file comes back, so does what was written, and
        // the next append finds it as another's.
        HoldLinks();
        (tip, tipChain) = (last, hash);
        Places.Add(builder.Laid, Names);
        FileSome(slices.Count);
        return conflicts;
    }

    /// <summary>Sees that what is written is written where it will be looked for.</summary>
    /// <exception cref="LedgerUnavailableException">A file of the ledger is not under its name any more.</exception>
    public void HoldLinks()
    {
        lost = true;
        HoldData();
        if (links.WrongWithLogs() is var (log, replaced))
            throw new LedgerUnavailableException(Rescue(log, replaced));
        lost = false;
    }

    /// <summary>Sees that the data file is under its name; safe to call from any thread.</summary>
    /// <exception cref="LedgerUnavailableException">It is not.</exception>
    public void HoldData()
    {
        if (links.WrongWithData() is { } wrong)
            throw new LedgerUnavailableException(wrong);
    }

    /// <summary>Sees that something can be written: as much as a commit, and through the ledger's own file.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot.</exception>
    public void Try()
    {
        HoldLinks();
        var trial = database.Place + ".trial";
        try
        {
            LedgerFiles.Guard(trial, () => LedgerFiles.Write(trial, new byte[TrialBytes]));
        }
        finally
        {
            LedgerFiles.DeleteQuietly(trial);
        }
        // A row that means nothing, other each time: what does not change a page is not written.
        Do(on => on.Run("REPLACE INTO sequence VALUES(-1, randomblob(8))"));
        HoldLinks();
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
        filer?.Dispose();
        segments.Dispose();
        chain.Dispose();
        database.Dispose();
    }

    private (long Last, byte[] Hash) Lay(IReadOnlyList<Slice> slices, Moment committed)
    {
        var (last, hash) = (tip, tipChain);
        builder.Begin(slices, expectations.Numbers);
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
            var epoch = held.In(database);
            if (!work(database))
            {
                database.RollBack();
                return false;
            }
            database.Run("COMMIT");
            held.Keep(epoch);
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

    /// <summary>Holds the ledger: from now on, or, where the disk has no room even for that, from the first commit on.</summary>
    private void TakeOver(LedgerOpening opening)
    {
        held.Want();
        try
        {
            Do(_ => { });
        }
        catch (LedgerUnavailableException full) when (full.LacksRoom)
        {
            opening.Warn($"{full.Message}. Until there is room nothing is taken in");
        }
    }

    private void Load()
    {
        Reload();
        Changed.Begin(tip);
        while (filer is not null || Places.Count >= slicesInMemory)
            if (!FileSome(int.MaxValue))
                return;
    }

    /// <summary>The log is gone, but not for this connection: what it holds is moved into the data file while that can be done.</summary>
    private string Rescue(string log, bool replaced)
    {
        var then = replaced
            ? $"stop the server, delete {log}, which belongs to something else, and start it again"
            : "restart the server";
        try
        {
            using var moved = database.Prepare("PRAGMA wal_checkpoint(FULL)");
            if (moved.Step() && (moved.Long(0) != 0 || moved.Long(1) != moved.Long(2)))
                throw new LedgerUnavailableException("it is being read");
            return $"{log}: the log was {(replaced ? "replaced" : "deleted")} while the ledger is open. Nothing is taken in; what it held is in the data file now. To go on, {then}";
        }
        catch (LedgerException failed)
        {
            return $"{log}: the log was {(replaced ? "replaced" : "deleted")} while the ledger is open, and what it held cannot be moved into the data file ({failed.Message}). Nothing is taken in; see to that first, then {then}";
        }
    }

    private void CatchUp(Places places)
    {
        var (last, hash, epoch) = segments.Tip();
        held.Prove(epoch);
        if (last == tip && tipChain.Length > 0)
            return;
        SegmentTable.NoteNames(database, Names);
        tip = segments.Note(tip, places, Names, Changed);
        if (tip != last)
            throw new DamagedLedgerException(
                $"the ledger should end with segment {last} but ends with {tip}. {WayOut.OfFile.Text}"
            );
        tipChain = hash;
    }

    /// <summary>
    /// Files a part of what is in memory, once there is much. What was appended is safe already: where the disk has no room
    /// for the index, it stays in memory, and the next append begins anew.
    /// </summary>
    /// <returns>False where the disk refused.</returns>
    private bool FileSome(int appended)
    {
        if (filer is null && Places.Count < slicesInMemory)
            return true;
        var (ended, counts) = (false, false);
        try
        {
            Do(_ =>
            {
                filer ??= new Filer(database, Places, Names, tip);
                ended = filer.Write(appended);
                counts = ended && filer.End();
            });
        }
        catch (LedgerUnavailableException)
        {
            GiveUpFiling();
            return false;
        }
        if (ended)
            Filed(counts);
        return true;
    }

    private void Filed(bool counts)
    {
        var number = filer!.Number;
        GiveUpFiling();
        if (counts)
            Places.Filed(number);
        else
            Reload();
    }

    private void GiveUpFiling()
    {
        filer?.Dispose();
        filer = null;
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
            SegmentTable.NoteNames(database, Names);
            var places = new Places(WayOut.OfFile);
            Filings.Load(database, places, Names);
            (tip, tipChain) = (places.Base, []);
            CatchUp(places);
            Places = places;
            GiveUpFiling();
        }
        finally
        {
            database.RollBack();
        }
    }
}
