using Evenhand.Core.Keeping;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger.Payloads;
using Evenhand.Runtime.Serving.Stored;

namespace Evenhand.Runtime.Serving.Gate;

/// <summary>
/// The reservations of one account. Those that ended are remembered for a day, so that settling, releasing or asking
/// again gives the same answer.
/// </summary>
internal sealed class Holds(string account)
{
    /// <summary>For how long an ended one is remembered, in ticks.</summary>
    private static readonly long Remembered = TimeSpan.FromDays(1).Ticks;

    private readonly Dictionary<string, Held> byId = [];
    private readonly Dictionary<string, string> byAsk = [];

    /// <summary>When the next one ends by itself or is forgotten, in ticks.</summary>
    public long NextExpiry { get; private set; } = long.MaxValue;

    /// <summary>How many there are, ended ones too.</summary>
    public int Count => byId.Count;

    /// <summary>A reservation, or null.</summary>
    public Hold? Find(string id) => byId.GetValueOrDefault(id)?.Hold;

    /// <summary>The reservation that an ask made, or null.</summary>
    public Hold? OfAsk(string ask) => byAsk.TryGetValue(ask, out var id) ? Find(id) : null;

    /// <summary>Takes a reservation in that was just decided.</summary>
    public void Add(ReservationRecord record, HeldAct? act)
    {
        var hold = new Hold(
            record.Id,
            account,
            record.Quantity,
            record.Expires,
            HoldStatus.Held,
            null
        );
        byId[record.Id] = new Held(hold, record) { Act = act };
        byAsk[record.Ask!] = record.Id;
        NextExpiry = Math.Min(NextExpiry, record.Expires);
    }

    /// <summary>Forgets a reservation that could not be stored.</summary>
    public void Drop(string id)
    {
        if (!byId.Remove(id, out var held))
            return;
        held.Act?.Release();
        byAsk.Remove(held.Record.Ask!);
    }

    /// <summary>Ends a reservation; one that has ended stays as it ended.</summary>
    public Hold End(string id, HoldStatus status, decimal? settled)
    {
        var held = byId[id];
        if (held.Hold.Status == HoldStatus.Held)
        {
            held.Hold = held.Hold with { Status = status, Settled = settled };
            held.Act?.Release();
        }
        return held.Hold;
    }

    /// <summary>Lets reservations expire whose time came, and forgets those that ended long ago.</summary>
    public void Expire(long now)
    {
        if (now < NextExpiry)
            return;
        NextExpiry = long.MaxValue;
        foreach (var (id, held) in byId)
        {
            if (held.Hold.Expires <= now)
                End(id, HoldStatus.Expired, null);
            var next =
                held.Hold.Status == HoldStatus.Held
                    ? held.Hold.Expires
                    : held.Hold.Expires + Remembered;
            if (next <= now)
                Drop(id);
            else
                NextExpiry = Math.Min(NextExpiry, next);
        }
    }

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
        }
    }

    private Held Exchange(StatePort port, Held? held)
    {
        var bytes = port.Exchange(
            held is null ? [] : StoredJson.Write(held.Record, StoredJson.Default.ReservationRecord)
        );
        var record = held?.Record ?? StoredJson.Read(bytes, StoredJson.Default.ReservationRecord);
        var status = (HoldStatus)port.Exchange((long)(held?.Hold.Status ?? 0), 0, 3);
        var settled = port.Exchange(held?.Hold.Settled);
        return held
            ?? new Held(
                new Hold(record.Id, account, record.Quantity, record.Expires, status, settled),
                record
            );
    }

    /// <summary>Takes note of a stored record.</summary>
    public void Learn(ReadOnlyMemory<byte> payload)
    {
        var record = StoredJson.Read(payload, StoredJson.Default.ReservationRecord);
        if (record.Ended is null)
        {
            if (!byId.ContainsKey(record.Id))
                Add(record, null);
        }
        else if (byId.ContainsKey(record.Id))
            End(
                record.Id,
                record.Ended == "settled" ? HoldStatus.Settled : HoldStatus.Released,
                record.Ended == "settled" ? record.Quantity : null
            );
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
            if (held.Hold.Status != HoldStatus.Held || held.Record.Act is null)
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

    private sealed class Held(Hold hold, ReservationRecord record)
    {
        public Hold Hold { get; set; } = hold;

        public ReservationRecord Record { get; } = record;

        public HeldAct? Act { get; set; }
    }
}
