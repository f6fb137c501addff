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
internal sealed class ReservationBook(string account)
{
    /// <summary>For how long an ended one is remembered.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>How many ended ones are remembered at most; the one that ended first is forgotten first.</summary>
    private const int MostRemembered = 100_000;

    private SmallMap<string, Held> byId;
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
    public Reservation? Find(string id) => byId.GetValueOrDefault(id)?.Hold;

    /// <summary>The reservation that an ask made, or null.</summary>
    public Reservation? OfAsk(string ask) => byAsk.TryGetValue(ask, out var id) ? Find(id) : null;

    /// <summary>
    /// The reservation that an ask made before under the same id, if it is the same ask: of the same act, with the same, for
    /// the same quantity.
    /// </summary>
    /// <param name="id">The id of the ask.</param>
    /// <param name="ask">The ask.</param>
    /// <param name="quantity">How much it would hold.</param>
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
        if (!byAsk.TryGetValue(id, out var known) || !byId.TryGetValue(known, out var held))
            return null;
        if (held.Hold.Quantity != quantity || !IsOf(held, ask, context))
            throw Used(
                Code.ReservationConflict,
                "the id was another ask's; a new ask has an id of its own"
            );
        if (held.Hold.Status != ReservationState.Held)
            throw Used(
                Code.ReservationExpired,
                "the reservation of this id has ended; ask again under another id"
            );
        stored = held.Stored;
        return held.Hold;
    }

    /// <summary>Takes a reservation in that was just decided.</summary>
    /// <param name="record">The reservation.</param>
    /// <param name="act">What it holds; null where that is not known yet.</param>
    public void Add(ReservationRecord record, HeldAct? act)
    {
        var (quantity, expires) = (record.Quantity, record.Expires);
        var hold = new Reservation(
            record.Id,
            account,
            quantity,
            expires,
            ReservationState.Held,
            null
        );
        byId[record.Id] = new Held(hold, record) { Act = act };
        byAsk[record.Ask!] = record.Id;
        (next ??= new()).Enqueue(record.Id, expires);
        Open++;
    }

    /// <summary>Says when a reservation that was just taken in is stored.</summary>
    public void StoredBy(string id, Task stored) => byId[id].Stored = stored;

    /// <summary>Forgets a reservation that could not be stored.</summary>
    public void Drop(string id)
    {
        if (!byId.TryGetValue(id, out var held) || !byId.Remove(id))
            return;
        held.Act?.Release();
        if (held.Hold.Status == ReservationState.Held)
            Open--;
        if (byAsk.GetValueOrDefault(held.Record.Ask!) == id)
            byAsk.Remove(held.Record.Ask!);
    }

    /// <summary>Ends a reservation; one that has ended stays as it ended.</summary>
    public Reservation End(string id, ReservationState status, decimal? settled)
    {
        var held = byId[id];
        if (held.Hold.Status != ReservationState.Held)
            return held.Hold;
        held.Hold = held.Hold with { Status = status, Settled = settled };
        held.Act?.Release();
        Open--;
        Remember(id);
        return held.Hold;
    }

    /// <summary>Lets reservations expire whose time came, and forgets those that ended long ago.</summary>
    public void Expire(Moment now)
    {
        while (next is not null && next.TryPeek(out var id, out var at) && at <= now)
        {
            next.Dequeue();
            if (!byId.TryGetValue(id, out var held))
                continue;
            End(id, ReservationState.Expired, null);
            if (held.Hold.Expires + Remembered <= now)
                Drop(id);
            else
                next.Enqueue(id, held.Hold.Expires + Remembered);
        }
    }

    private void Remember(string id)
    {
        (ended ??= []).Enqueue(id);
        while (ended.Count > MostRemembered)
            Drop(ended.Dequeue());
    }

    /// <summary>Whether an ask says what the one said that made a reservation; when it was asked does not matter.</summary>
    private static bool IsOf(Held held, byte[] ask, NodeContext context)
    {
        if (Unpacked(held.Record, context) is not { } before)
            return false;
        MemoryMarshal.AsRef<RecordHead>(before.AsSpan()).Time = Record.Head(ask, 0).Time;
        return Record.ContentHash(before, 0, context.Seed)
            == Record.ContentHash(ask, 0, context.Seed);
    }

    private static byte[]? Unpacked(ReservationRecord record, NodeContext context)
    {
        if (record.Act is null)
            return null;
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
        List<Held> all = port.Reads
            ? []
            : [.. byId.Values.OrderBy(held => held.Hold.Id, StringComparer.Ordinal)];
        port.List(all, Exchange);
        if (!port.Reads)
            return;
        foreach (var held in all)
        {
            Add(held.Record, null);
            byId[held.Record.Id].Hold = held.Hold;
            if (held.Hold.Status == ReservationState.Held)
                continue;
            Open--;
            Remember(held.Record.Id);
        }
    }

    private Held Exchange(StatePort port, Held? held)
    {
        var bytes = port.Exchange(
            held is null ? [] : StoredJson.Write(held.Record, StoredJson.Default.ReservationRecord)
        );
        var record = held?.Record ?? StoredJson.Read(bytes, StoredJson.Default.ReservationRecord);
        var status = (ReservationState)port.Exchange((long)(held?.Hold.Status ?? 0), 0, 3);
        var settled = port.Exchange(held?.Hold.Settled);
        return held
            ?? new Held(
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
        var record = StoredJson.Read(payload, StoredJson.Default.ReservationRecord);
        if (record.Ended is null)
        {
            foreach (var made in record.With ?? [])
                Made(made);
            Made(record with { With = null });
        }
        else if (byId.ContainsKey(record.Id))
            End(
                record.Id,
                record.Ended == "settled" ? ReservationState.Settled : ReservationState.Released,
                record.Ended == "settled" ? record.Quantity : null
            );
    }

    private void Made(ReservationRecord record)
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
        foreach (var held in byId.Values)
        {
            if (held.Hold.Status != ReservationState.Held || held.Record.Act is null)
                continue;
            unpacker.Unpack(held.Record.Act, 1, 0, writer);
            var ask = writer.Take();
            held.Act = live.Hold(ask, UnitsOf(ask, held.Hold.Quantity, context));
        }
    }

    /// <summary>A quantity of the act that an ask is about, in base units; null where it is not whole.</summary>
    public static long? UnitsOf(byte[] ask, decimal quantity, NodeContext context) =>
        LiveAccount.ActOf(ask, context.Shelf.Catalogue) is { } act
            ? LiveAccount.BaseUnits(act, quantity)
            : (long)decimal.Truncate(Math.Min(quantity, long.MaxValue));

    private sealed class Held(Reservation hold, ReservationRecord record)
    {
        public Reservation Hold { get; set; } = hold;

        public ReservationRecord Record { get; } = record;

        public HeldAct? Act { get; set; }

        public Task Stored { get; set; } = Task.CompletedTask;
    }
}
