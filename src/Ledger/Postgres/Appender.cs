using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// The connection that appends. Slices of several partitions are one transaction, sent in one go. Where the connection is lost
/// meanwhile, it is found out whether it was committed. One at a time may use it.
/// </summary>
internal sealed class Appender(Session session, Known known) : IAsyncDisposable
{
    /// <summary>How often others may be first with the same partitions before it counts as unavailable.</summary>
    private const int MostRaces = 50;

    private const int TrialBytes = 256 << 10;

    private const string Trial =
        "INSERT INTO evenhand.segment(partition, number, committed, slices, records, first, last, shared, audited, chain, papers,"
        + " slots, payload) VALUES (-1, 0, 0, 0, 0, 0, 0, 0, false, '', '', '', $1)";

    private readonly Dictionary<StreamName, long> expected = [];
    private readonly List<LaidSegment> unsent = [];
    private readonly List<(int, int, byte[])> unsentNames = [];
    private NpgsqlConnection? connection;
    private bool isUnsure = true;

    /// <summary>The server's process at the other end, whose tidings are our own; 0 for none.</summary>
    public int Process { get; private set; }

    /// <summary>Appends slices; see <see cref="ILedger.AppendAsync"/>.</summary>
    public async Task<IReadOnlyList<StreamName>> AppendAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        Check(slices);
        for (var races = 0; races < MostRaces; races++)
        {
            if (isUnsure)
                await CatchUpAsync();
            if (Conflicts(slices) is [_, ..] conflicts)
            {
                if (races > 0)
                    return conflicts;
                // As far as is known here. Others may have appended what makes it right, or more.
                isUnsure = true;
                continue;
            }
            if (await StoreAsync(slices, committed))
                return [];
        }
        throw new LedgerUnavailableException(
            $"{session.Place}: others append to the same partitions all the time; try again"
        );
    }

    /// <summary>Bytes that are laid down and not sent.</summary>
    public long Unsent { get; private set; }

    /// <summary>
    /// Lays a commit down, which counts here from then on and is stored with all others that are sent together, or with none of them. Where
    /// that fails this is of no use any more: what is known here is not what is stored. It is for a copy, to which nobody else appends.
    /// </summary>
    public async Task<IReadOnlyList<StreamName>> LayAsync(
        IReadOnlyList<Slice> slices,
        Moment committed
    )
    {
        Check(slices);
        if (isUnsure)
            await CatchUpAsync();
        if (Conflicts(slices) is [_, ..] conflicts)
            return conflicts;
        var laid = Lay(slices, committed);
        unsentNames.AddRange(FreshOf(laid));
        Keep(laid);
        unsent.AddRange(laid);
        Unsent += laid.Sum(each => (long)SegmentRows.Overhead + each.Payload.Length);
        return [];
    }

    /// <summary>Has stored what was laid down. Where the connection is lost meanwhile it is sent again, unless it was stored.</summary>
    public async Task SendAsync()
    {
        if (unsent.Count == 0)
            return;
        List<LaidSegment> sent =
        [
            .. unsent.OrderBy(each => each.Partition).ThenBy(each => each.Head.Number),
        ];
        await DoAsync(async own =>
        {
            if (await Known.IsStoredAsync(own, sent[0]))
                return;
            await using var batch = SegmentRows.Commit(own, known.Epoch, sent, unsentNames);
            await batch.DoneAsync();
        });
        unsent.Clear();
        unsentNames.Clear();
        Unsent = 0;
    }

    /// <summary>Takes note of what others have appended.</summary>
    public async Task CatchUpAsync() =>
        await DoAsync(async connection =>
        {
            await known.CatchUpAsync(connection);
            isUnsure = false;
        });

    /// <summary>
    /// Sees that something can be written: a segment of no partition, as large as a commit of some size, that is taken back at once. A
    /// change of what is there would find room in its page long after there is none for anything new.
    /// </summary>
    /// <exception cref="LedgerException">It cannot.</exception>
    public async Task TryAsync() =>
        await DoAsync(async connection =>
        {
            await using (var transaction = await connection.BeginAsync())
            {
                await using var trial = Session.Command(connection, Trial, new byte[TrialBytes]);
                await trial.DoneAsync();
                await transaction.UndoAsync();
            }
            await known.CatchUpAsync(connection);
            isUnsure = false;
        });

    /// <summary>Does something on the connection, which is renewed where it is lost, and once more then: it may happen twice.</summary>
    public async Task DoAsync(Func<NpgsqlConnection, Task> work)
    {
        for (var again = false; ; again = true)
            try
            {
                await work(await ConnectAsync());
                return;
            }
            catch (Exception error) when (PostgresFaults.IsLost(error) && !again)
            {
                await LoseAsync();
            }
            catch (Exception error) when (PostgresFaults.Is(error))
            {
                await LoseAsync();
                throw Told(error);
            }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await LoseAsync();

    private static void Check(IReadOnlyList<Slice> slices)
    {
        for (var i = 0; i < slices.Count; i++)
            if (slices[i] is var slice && (slice.Count < 1 || slice.Last < slice.First))
                throw new ArgumentException(
                    "a slice has at least one record, and its first time is not after its last"
                );
    }

    /// <returns>False where it has to be tried again, after a look at what others did.</returns>
    private async Task<bool> StoreAsync(IReadOnlyList<Slice> slices, Moment committed)
    {
        var laid = Lay(slices, committed);
        try
        {
            var own = await ConnectAsync();
            await using var batch = SegmentRows.Commit(own, known.Epoch, laid, FreshOf(laid));
            await batch.DoneAsync();
            Keep(laid);
            return true;
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresFaults.Overtaken)
        {
            GiveUp();
            isUnsure = true;
            return false;
        }
        catch (Exception error) when (PostgresFaults.Is(error))
        {
            GiveUp();
            isUnsure = true;
            await LoseAsync();
            if (!PostgresFaults.IsLost(error))
                throw Told(error);
            return await IsStoredAsync(laid);
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    /// <summary>
    /// After a lost connection: whether what was sent is stored. The first look at a partition's row waits for whoever still has
    /// it in hand at the server, so that the answer is final.
    /// </summary>
    private async Task<bool> IsStoredAsync(List<LaidSegment> laid)
    {
        var stored = false;
        await DoAsync(async own =>
        {
            await using var wait = Session.Command(
                own,
                "SELECT 1 FROM evenhand.partition WHERE partition = $1 FOR UPDATE",
                laid[0].Partition
            );
            await wait.DoneAsync();
            stored = await Known.IsStoredAsync(own, laid[0]);
            await known.CatchUpAsync(own);
            isUnsure = false;
        });
        return stored;
    }

    private List<LaidSegment> Lay(IReadOnlyList<Slice> slices, Moment committed)
    {
        var (shared, laid) = (known.Shared, new List<LaidSegment>());
        for (var i = 0; i < slices.Count; i++)
            known.Of(slices[i].Stream).Take(slices[i]);
        try
        {
            var added = known.Partitions[0].SharedTaken;
            foreach (var partition in known.Partitions)
                if (partition.HasTaken)
                    laid.AddRange(
                        partition.Lay(committed, partition.Number == 0 ? shared : shared + added)
                    );
            return laid;
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    private List<(int, int, byte[])> FreshOf(List<LaidSegment> laid) =>
        [
            .. laid.Select(each => each.Partition)
                .Distinct()
                .SelectMany(partition =>
                    known
                        .Partitions[partition]
                        .Names.Fresh()
                        .Select(name => (partition, name.Number, name.Account))
                ),
        ];

    private void Keep(List<LaidSegment> laid)
    {
        for (var i = 0; i < laid.Count; i++)
            if (i + 1 == laid.Count || laid[i + 1].Partition != laid[i].Partition)
                known.Partitions[laid[i].Partition].Keep(laid[i]);
    }

    private void GiveUp()
    {
        foreach (var partition in known.Partitions)
            partition.GiveUp();
    }

    private List<StreamName> Conflicts(IReadOnlyList<Slice> slices)
    {
        var conflicts = new List<StreamName>();
        expected.Clear();
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            if (!expected.TryGetValue(slice.Stream, out var next))
                next = known.Of(slice.Stream).SequenceOf(slice.Stream);
            if (slice.Expected != next && !conflicts.Contains(slice.Stream))
                conflicts.Add(slice.Stream);
            expected[slice.Stream] = slice.Expected + slice.Count;
        }
        return conflicts;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        if (connection is null)
        {
            connection = await session.OpenAsync();
            Process = connection.ProcessID;
        }
        return connection;
    }

    private async Task LoseAsync()
    {
        var lost = connection;
        (connection, Process) = (null, 0);
        if (lost is not null)
            await lost.DisposeAsync();
    }

    private Exception Told(Exception error) => PostgresFaults.Of(error, session.Place);
}
