using System.Text;
using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// The ledger in PostgreSQL. What is known of it is in memory, as of the embedded one: accounts, lengths of streams, where the last
/// slices lie. Appends wait for each other, and those of several partitions are one transaction.
/// </summary>
public sealed class PostgresLedger : ILedger, IAsyncDisposable
{
    private const string Names = """
        SELECT a.account FROM unnest($1) AS p(partition), LATERAL (
            SELECT s.account FROM evenhand.stream s WHERE s.partition = p.partition AND s.account > $2
            ORDER BY s.account LIMIT $3) a
        ORDER BY a.account LIMIT $3
        """;

    private readonly SemaphoreSlim gate = new(1);
    private readonly Session session;
    private readonly Known known;
    private readonly Appender appender;
    private readonly Filer filer;
    private readonly SliceRows slices;
    private readonly SnapshotRows snapshots;
    private readonly AuditRows audits;
    private readonly Seldom trials = new(TimeSpan.FromSeconds(1));
    private Tidings? tidings;
    private (string? Known, string? Found) tried;

    private PostgresLedger(Session session, Known known, LedgerOpening opening)
    {
        (this.session, this.known) = (session, known);
        appender = new(session, known);
        filer = new(session, Math.Max(1, opening.SlicesInMemory / known.Partitions.Length));
        slices = new(session, known);
        snapshots = new(session, known);
        audits = new(session, known);
    }

    /// <summary>Opens the ledger of a database that was prepared.</summary>
    /// <param name="place">Where.</param>
    /// <param name="opening">How, and who is told what is of note.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be reached, holds no ledger, or another server has it.</exception>
    /// <exception cref="DamagedLedgerException">The last segments are damaged.</exception>
    /// <exception cref="NewerLedgerException">A later version of the program prepared it.</exception>
    public static async Task<PostgresLedger> OpenAsync(PostgresPlace place, LedgerOpening opening)
    {
        var session = new Session(place) { IsHurried = opening.IsCopy };
        PostgresLedger? ledger = null;
        try
        {
            var known = await session.WithAsync(connection =>
                Known.FindAsync(connection, place, opening.IsCopy)
            );
            ledger = new PostgresLedger(session, known, opening);
            await ledger.BeginAsync(opening);
            return ledger;
        }
        catch (Exception error)
        {
            if (ledger is not null)
                await ledger.DisposeAsync();
            session.Dispose();
            throw PostgresFaults.Is(error) ? PostgresFaults.Of(error, place) : error;
        }
    }

    /// <inheritdoc/>
    public LedgerIdentity Identity => known.Identity;

    /// <inheritdoc/>
    public long? Epoch => known.Epoch;

    /// <inheritdoc/>
    public long SequenceOf(StreamName stream) => known.Of(stream).SequenceOf(stream);

    /// <inheritdoc/>
    public int AccountCount => known.Partitions.Sum(each => each.Names.StoredCount);

    /// <inheritdoc/>
    public bool IsBehind => tidings!.Any;

    /// <inheritdoc/>
    public ChangeCursor Position => known.Position;

    /// <inheritdoc/>
    public async ValueTask RefreshAsync() =>
        await InTurnAsync(async () =>
        {
            tidings!.Take();
            try
            {
                await appender.CatchUpAsync();
                return true;
            }
            catch
            {
                tidings.Hear();
                throw;
            }
        });

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamName> ChangedAsync(ChangeCursor since)
    {
        foreach (var partition in known.Partitions)
        {
            var changed =
                partition.Changed.After(since[partition.Number])
                ?? await AppendedAsync(partition, since);
            foreach (var stored in changed)
                yield return partition.Names.NameOf(stored);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamName> AppendedAsync(ChangeCursor since)
    {
        foreach (var partition in known.Partitions)
        foreach (var stored in await AppendedAsync(partition, since))
            yield return partition.Names.NameOf(stored);
    }

    /// <inheritdoc/>
    public async ValueTask<ulong?> ProofAsync(ChangeCursor upTo) =>
        upTo.Places.Count == known.Partitions.Length
            ? CursorProof.Of(Identity, upTo, await SegmentRows.ChainsAsync(session, upTo))
            : null;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    ) =>
        slices.Count == 0
            ? []
            : await InTurnAsync(async () =>
            {
                var conflicts = await appender.AppendAsync(slices, committed);
                filer.Look(known);
                return conflicts;
            });

    /// <summary>Lays a commit down that is stored with those that follow, as soon as there are so many bytes. For copies.</summary>
    internal async ValueTask<IReadOnlyList<StreamName>> LayAsync(
        IReadOnlyList<Slice> slices,
        Moment committed,
        long inOneGo
    ) =>
        await InTurnAsync(async () =>
        {
            var conflicts = await appender.LayAsync(slices, committed);
            if (appender.Unsent >= inOneGo)
                await SendLaidAsync();
            return conflicts;
        });

    /// <summary>Has stored what was laid down.</summary>
    internal async ValueTask SendAsync() => await InTurnAsync(SendLaidAsync);

    private async Task<bool> SendLaidAsync()
    {
        await appender.SendAsync();
        filer.Look(known);
        return true;
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
        return slices.ReadAsync(stream, from, kinds, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StreamName>> AccountsAsync(StreamName after, int limit) =>
        await session.ListAsync(
            Names,
            row => StreamName.OrShared(Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0))),
            known.Partitions.Select(each => each.Number).ToArray(),
            Encoding.UTF8.GetBytes(after.Text),
            Math.Max(0, limit)
        );

    /// <inheritdoc/>
    public async ValueTask<Moment> LastCommittedAsync()
    {
        var last = await session.ListAsync(
            "SELECT s.committed FROM evenhand.partition p"
                + " JOIN evenhand.segment s ON s.partition = p.partition AND s.number = p.segment",
            row => new Moment(row.GetInt64(0))
        );
        return last.Count == 0 ? Moment.Earliest : last.Max();
    }

    /// <inheritdoc/>
    public async ValueTask<string?> HindranceAsync(string? known)
    {
        if (known is null)
            return null;
        // Whoever appends just now will find out for itself.
        if (!await gate.WaitAsync(TimeSpan.Zero))
            return known;
        try
        {
            if (trials.IsDue())
                tried = (known, await TryAsync());
            // What was tried a moment ago holds for that failure, and not for a later one.
            return tried.Known == known ? tried.Found : known;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditedSlice> AuditedAsync(int partition, long after)
    {
        if (IsBehind)
            await RefreshAsync();
        await foreach (var entry in audits.ReadAsync(partition, after))
            yield return entry;
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> SnapshotAsync(StreamName stream, long slot = Snapshot.Live) =>
        snapshots.OfAsync(stream, slot);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Snapshot>> SnapshotsAsync(
        IReadOnlyList<StreamName> streams,
        long slot
    ) => snapshots.OfAsync(streams, slot);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SnapshotHead>> SlotsAsync(StreamName stream) =>
        snapshots.SlotsAsync(stream);

    /// <inheritdoc/>
    public IAsyncEnumerable<SnapshotHead> DueAsync(Moment from, Moment to) =>
        snapshots.DueAsync(from, to);

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamName> UnkeptAsync() => snapshots.UnkeptAsync();

    /// <inheritdoc/>
    public ValueTask KeepAsync(IReadOnlyList<Snapshot> snapshots) =>
        this.snapshots.KeepAsync(snapshots);

    /// <inheritdoc/>
    public ValueTask DropSnapshotsAsync() => snapshots.DropAsync();

    /// <inheritdoc/>
    public ValueTask DropSnapshotsAsync(StreamName stream, long from) =>
        snapshots.DropAsync(stream, from);

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (tidings is not null)
            await tidings.DisposeAsync();
        await filer.EndAsync();
        await appender.DisposeAsync();
        session.Dispose();
        known.Dispose();
        gate.Dispose();
    }

    private Task<HashSet<int>> AppendedAsync(Partition partition, ChangeCursor since) =>
        SegmentRows.StreamsBetweenAsync(
            session,
            partition.Number,
            since[partition.Number],
            partition.Tip
        );

    private async Task BeginAsync(LedgerOpening opening)
    {
        tidings = await Tidings.BeginAsync(
            session,
            () => appender.Process,
            connection => LockAsync(connection, opening)
        );
        if (opening.Holds)
            await appender.DoAsync(async connection =>
                known.Epoch = await Hold.TakeOverAsync(
                    connection,
                    $"{Environment.MachineName} (process {Environment.ProcessId})"
                )
            );
        await session.DoAsync(connection => FiledPlaces.BeginAsync(connection, known));
        await appender.CatchUpAsync();
        foreach (var partition in known.Partitions)
            partition.Changed.Begin(partition.Tip);
    }

    /// <summary>The one who serves alone says so; where the session was lost meanwhile, the epoch is what counts.</summary>
    private async Task LockAsync(NpgsqlConnection connection, LedgerOpening opening)
    {
        if (opening.IsAlone && !await Hold.TryLockAsync(connection) && known.Epoch is null)
            throw await Hold.RefusalAsync(connection, session.Place);
    }

    private async Task<string?> TryAsync()
    {
        try
        {
            await appender.TryAsync();
            return null;
        }
        catch (LedgerException wrong)
        {
            return wrong.Message;
        }
    }

    private async ValueTask<T> InTurnAsync<T>(Func<Task<T>> work)
    {
        await gate.EnterAsync();
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }
}
