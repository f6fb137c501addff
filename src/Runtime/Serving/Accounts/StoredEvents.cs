using Evenhand.Core.Replaying;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;

namespace Evenhand.Runtime.Serving.Accounts;

/// <summary>The events of one account as the ledger holds them, ready to be folded.</summary>
internal sealed class StoredEvents
{
    private const int Account = 1;
    private readonly NodeContext context;
    private readonly NameTable accounts;
    private readonly NameTable sources;
    private readonly RecordWriter writer = new();
    private readonly EventUnpacker unpacker;

    private StoredEvents(NodeContext context, string account)
    {
        this.context = context;
        accounts = new NameTable(context.Seed);
        sources = new NameTable(context.Seed);
        accounts.NewCache().Intern(System.Text.Encoding.UTF8.GetBytes(account));
        unpacker = new EventUnpacker(context.Schemas, sources, context.Seed);
    }

    /// <summary>Names of the sources of its records.</summary>
    public NameTable Sources => sources;

    /// <summary>All records one after the other; the line of each is its sequence.</summary>
    public byte[] Records { get; private set; } = [];

    /// <summary>The time of the last event; <see cref="long.MinValue"/> where there is none.</summary>
    public long Last { get; private set; } = long.MinValue;

    /// <summary>How many records of all kinds the account's stream held.</summary>
    public long Sequence { get; private set; }

    /// <summary>Reads the events of an account.</summary>
    public static StoredEvents Of(NodeContext context, string account, int stream)
    {
        var stored = new StoredEvents(context, account);
        foreach (var slice in context.Ledger.Read(stream, 0))
        {
            stored.Sequence = slice.From + slice.Count;
            if (slice.Kind == SliceKind.Events)
                stored.Add(slice);
        }
        stored.Records = stored.writer.Take();
        return stored;
    }

    /// <summary>A context to fold them in.</summary>
    /// <param name="rules">The policies.</param>
    /// <param name="until">Where the fold ends, in ticks.</param>
    /// <param name="eventsBefore">Events at or after this instant are left out.</param>
    /// <param name="rates">The reference rates.</param>
    /// <param name="counts">Which records count; null for all.</param>
    public (ReplayContext Context, int Account) Fold(
        Rulebook rules,
        long until,
        long eventsBefore,
        Rates rates,
        Func<RecordHead, bool>? counts = null
    )
    {
        var records = counts is null ? Records : Those(counts);
        var set = new EventSet(records.Length / 80 + 1);
        set.Add(records, (_, _) => { });
        var replay = new ReplayContext(
            rules,
            set,
            accounts,
            sources,
            until,
            context.Seed,
            eventsBefore,
            rates
        );
        return (replay, Account);
    }

    private void Add(in StoredSlice slice)
    {
        unpacker.Unpack(slice.Payload.Span, Account, slice.From, writer);
        Last = Math.Max(Last, slice.Last);
    }

    private byte[] Those(Func<RecordHead, bool> counts)
    {
        for (var offset = 0; offset < Records.Length; )
        {
            ref readonly var head = ref Record.Head(Records, offset);
            if (counts(head))
                Records.AsSpan(offset, head.Length).CopyTo(writer.Room(head.Length));
            offset += head.Length;
        }
        return writer.Take();
    }
}
