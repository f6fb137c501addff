using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;
using Evenhand.Runtime.Serving.Accounts;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>What one commit adds to one account. It is used again for another, commit after commit.</summary>
internal sealed class Share
{
    private readonly List<(EventBatch Batch, int Offset)> events = [];
    private List<Addition>? additions;

    /// <summary>The account.</summary>
    public ServedAccount Account { get; private set; } = null!;

    /// <summary>Begins with an account.</summary>
    public void Begin(ServedAccount account)
    {
        Account = account;
        Opening = null;
        events.Clear();
        additions?.Clear();
    }

    /// <summary>The events, in the order of arrival.</summary>
    public List<(EventBatch Batch, int Offset)> Events => events;

    /// <summary>The other records.</summary>
    public IReadOnlyList<Addition> Additions => additions ?? [];

    /// <summary>The account as its opening in this commit leaves it, to hold what follows against; else null.</summary>
    public LiveAccount? Opening { get; set; }

    /// <summary>Where its slices lie among those of the commit.</summary>
    public Range Slices { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Add(EventBatch batch, int offset) => events.Add((batch, offset));

    /// <summary>Adds another record.</summary>
    public void Add(Addition addition) => (additions ??= []).Add(addition);

    /// <summary>Lays it down as slices.</summary>
    public void Pack(Packers packers, List<Slice> slices)
    {
        var (from, expected) = (slices.Count, Account.Sequence);
        EventPacker? packer = null;
        foreach (var (batch, offset) in events)
        {
            var own = packers.Of(batch.Names);
            if (packer is not null && packer != own)
                slices.Add(SliceOf(packer, ref expected));
            packer = own;
            packer.Add(batch.Records, offset);
        }
        if (packer is not null)
            slices.Add(SliceOf(packer, ref expected));
        foreach (var addition in Additions)
            slices.Add(
                new Slice(
                    Account.Stream,
                    expected++,
                    addition.Kind,
                    1,
                    addition.Time,
                    addition.Time,
                    addition.Payload
                )
            );
        Slices = from..slices.Count;
    }

    private Slice SliceOf(EventPacker packer, ref long expected)
    {
        var (count, first, last) = (packer.Count, packer.First, packer.Last);
        var slice = new Slice(
            Account.Stream,
            expected,
            SliceKind.Events,
            count,
            first,
            last,
            packer.Take()
        );
        expected += count;
        return slice;
    }
}

/// <summary>A packer for each set of names in use. For one thread.</summary>
internal sealed class Packers(int schema)
{
    private (ParsedNames Names, EventPacker Packer)? latest;
    private readonly Dictionary<ParsedNames, EventPacker> others = [];

    /// <summary>The packer of a set of names.</summary>
    public EventPacker Of(ParsedNames names)
    {
        if (latest is { } known && known.Names == names)
            return known.Packer;
        if (!others.TryGetValue(names, out var packer))
        {
            if (others.Count > 4)
                others.Clear();
            others[names] = packer = new EventPacker(schema, names.Sources);
        }
        latest = (names, packer);
        return packer;
    }
}
