using System.Runtime.InteropServices;
using Evenhand.Core.Codes;
using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger.Payloads;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Reservations;

/// <summary>
/// The reservations of one account. Those that ended are remembered for a day, the latest of them, so that settling,
/// releasing or asking again gives the same answer.
/// </summary>
internal sealed class ReservationBook(AccountId account)
{
    /// <summary>For how long an ended one is remembered.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>How many ended ones are remembered at most; the one that ended first is forgotten first.</summary>
    private const int MostRemembered = 100_000;

    private SmallMap<string, Entry> byId;
    private SmallMap<string, string> byAsk;

    /// <summary>These are there once something was held.</summary>
    private PriorityQueue<string, Moment>? next;
    private Queue<string>? ended;

    /// <summary>When the next one ends by itself or is forgotten.</summary>
    public Moment NextExpiry =>
        next is not null && next.TryPeek(out _, out var at) ? at : Moment.Never;

    /// <summary>How many there are, ended ones too.</summary>
    public int Count => byId.Count;

    /// <summary>How many are held.</summary>
    public int Open { get; private set; }

    /// <summary>A reservation, or null.</summary>
    public Reservation? Find(string id) => byId.GetValueOrDefault(id)?.Reservation;

    /// <summary>The reservation that an ask made, or null.</summary>
    public Reservation? OfAsk(string ask) => byAsk.TryGetValue(ask, out var id) ? Find(id) : null;

    /// <summary>
    /// The reservation that an ask made before under the same id, if it is the same ask: of the same act, with the same, for
    /// the same quantity.
    /// </summary>
    /// <param name="id">The id of the ask.</param>
    /// <param name="ask">The ask.</param>
    /// <param name="quantity">How much it would reserve.</param>
    /// <param name="context">The node.</param>
    /// <param name="stored">Becomes what ends when the reservation is stored.</param>
    /// <exception cref="RequestException">The id was another ask's, or its reservation has ended.</exception>
    public Reservation? Again(
        string id,
        byte[] ask,
        decimal quantity,
        NodeContext context,
        ref Task stored
    )
    {
        if (!byAsk.TryGetValue(id, out var known) || !byId.TryGetValue(known, out var entry))
            return null;
        if (entry.Reservation.Quantity != quantity || !IsOf(entry, ask, context))
            throw Used(
                Code.ReservationConflict,
                "the id was another ask's; a new ask has an id of its own"
            );
        if (entry.Reservation.Status != ReservationState.Held)
            throw Used(
                Code.ReservationExpired,
                "the reservation of this id has ended; ask again under another id"
            );
        stored = entry.Stored;
        return entry.Reservation;
    }

    /// <summary>Takes a reservation in that was just decided.</summary>
    /// <param name="record">The reservation.</param>
    /// <param name="act">What it holds; null where that is not known yet.</param>
    public void Add(ReservationMade record, ReservedAct? act)
    {
        var (quantity, expires) = (record.Quantity, record.Expires);
        var reservation = new Reservation(
            record.Id,
            account,
            quantity,
            expires,
            ReservationState.Held,
            null
        );
        byId[record.Id] = new Entry(reservation, record) { Act = act };
        byAsk[record.Ask] = record.Id;
        (next ??= new()).Enqueue(record.Id, expires);
        Open++;
    }

    /// <summary>Says when a reservation that was just taken in is stored.</summary>
    public void StoredBy(string id, Task stored) => byId[id].Stored = stored;

    /// <summary>Forgets a reservation that could not be stored.</summary>
    public void Drop(string id)
    {
        if (!byId.TryGetValue(id, out var entry) || !byId.Remove(id))
            return;
        entry.Act?.Release();
        if (entry.Reservation.Status == ReservationState.Held)
            Open--;
        if (byAsk.GetValueOrDefault(entry.Record.Ask) == id)
            byAsk.Remove(entry.Record.Ask);
    }

    /// <summary>Ends a reservation; one that has ended stays as it ended.</summary>
    public Reservation End(string id, ReservationState status, decimal? settled)
    {
        var entry = byId[id];
        if (entry.Reservation.Status != ReservationState.Held)
            return entry.Reservation;
        entry.Reservation = entry.Reservation with { Status = status, Settled = settled };
        entry.Act?.Release();
        Open--;
        Remember(id);
        return entry.Reservation;
    }

    /// <summary>Lets reservations expire whose time came, and forgets those that ended long ago.</summary>
    public void Expire(Moment now)
    {
        while (next is not null && next.TryPeek(out var id, out var at) && at <= now)
        {
            next.Dequeue();
            if (!byId.TryGetValue(id, out var entry))
                continue;
            End(id, ReservationState.Expired, null);
            if (entry.Reservation.Expires + Remembered <= now)
                Drop(id);
            else
                next.Enqueue(id, entry.Reservation.Expires + Remembered);
        }
    }

    private void Remember(string id)
    {
        (ended ??= []).Enqueue(id);
        while (ended.Count > MostRemembered)
            Drop(ended.Dequeue());
    }

    /// <summary>Whether an ask says what the one said that made a reservation; when it was asked does not matter.</summary>
    private static bool IsOf(Entry entry, byte[] ask, NodeContext context)
    {
        var before = Unpacked(entry.Record, context);
        MemoryMarshal.AsRef<RecordHead>(before.AsSpan()).Time = Record.Head(ask, 0).Time;
        return Record.ContentHash(before, 0, context.Seed)
            == Record.ContentHash(ask, 0, context.Seed);
    }

    private static byte[] Unpacked(ReservationMade record, NodeContext context)
    {
        var unpacker = new EventUnpacker(
            context.Schemas,
            new NameTable(context.Seed),
            context.Seed
        );
        var writer = new RecordWriter();
        unpacker.Unpack(record.Act, 1, 0, writer);
        return writer.Take();
    }

    private static RequestException Used(Code code, string why) =>
        new(code, why) { Pointer = "/id" };

    /// <summary>Writes or reads them.</summary>
    public void Exchange(StatePort port)
    {
        List<Entry> all = port.Reads
            ? []
            : [.. byId.Values.OrderBy(entry => entry.Reservation.Id, StringComparer.Ordinal)];
        port.List(all, Exchange);
        if (!port.Reads)
            return;
        foreach (var entry in all)
        {
            Add(entry.Record, null);
            byId[entry.Record.Id].Reservation = entry.Reservation;
            if (entry.Reservation.Status == ReservationState.Held)
                continue;
            Open--;
            Remember(entry.Record.Id);
        }
    }

    private Entry Exchange(StatePort port, Entry? entry)
    {
        var bytes = port.Exchange(entry is null ? [] : entry.Record.Written());
        var record = entry?.Record ?? MadeOf(bytes);
        var status = (ReservationState)port.Exchange((long)(entry?.Reservation.Status ?? 0), 0, 3);
        var settled = port.Exchange(entry?.Reservation.Settled);
        return entry
            ?? new Entry(
                new Reservation(
                    record.Id,
                    account,
                    record.Quantity,
                    record.Expires,
                    status,
                    settled
                ),
                record
            );
    }

    /// <summary>Takes note of a stored record.</summary>
    public void Learn(ReadOnlyMemory<byte> payload)
    {
        switch (ReservationEntry.Read(payload))
        {
            case ReservationMade record:
                foreach (var made in record.With ?? [])
                    Made(made);
                Made(record with { With = null });
                break;
            case ReservationSettled { Id: var id, Quantity: var used } when byId.ContainsKey(id):
                End(id, ReservationState.Settled, used);
                break;
            case ReservationReleased { Id: var id } when byId.ContainsKey(id):
                End(id, ReservationState.Released, null);
                break;
        }
    }

    private static ReservationMade MadeOf(byte[] bytes) =>
        ReservationEntry.Read(bytes) as ReservationMade
        ?? throw new BadSnapshotException("a reservation is kept as it was made");

    private void Made(ReservationMade record)
    {
        if (!byId.ContainsKey(record.Id))
            Add(record, null);
    }

    /// <summary>Holds again, in a state folded anew, what is held.</summary>
    public void TakeUp(LiveAccount live, NodeContext context)
    {
        Expire(context.Clock.Now);
        var sources = new NameTable(context.Seed);
        var unpacker = new EventUnpacker(context.Schemas, sources, context.Seed);
        var writer = new RecordWriter();
        foreach (var entry in byId.Values)
        {
            if (entry.Reservation.Status != ReservationState.Held)
                continue;
            unpacker.Unpack(entry.Record.Act, 1, 0, writer);
            var ask = writer.Take();
            entry.Act = live.Reserve(
                ask,
                UnitsOf(ask, entry.Reservation.Quantity, context),
                entry.Reservation.Expires
            );
        }
    }

    /// <summary>A quantity of the act that an ask is about, in base units; null where it is not whole.</summary>
    public static long? UnitsOf(byte[] ask, decimal quantity, NodeContext context) =>
        LiveAccount.ActOf(ask, context.Shelf.Catalogue) is { } act
            ? LiveAccount.BaseUnits(act, quantity)
            : (long)decimal.Truncate(Math.Min(quantity, long.MaxValue));

    private sealed class Entry(Reservation reservation, ReservationMade record)
    {
        public Reservation Reservation { get; set; } = reservation;

        public ReservationMade Record { get; } = record;

        public ReservedAct? Act { get; set; }

        public Task Stored { get; set; } = Task.CompletedTask;
    }
}
