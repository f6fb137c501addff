using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Postgres;

/// <summary>What is known of one partition: its accounts, where slices lie, where its chain ends. Whoever appends changes it.</summary>
internal sealed class Partition : IDisposable
{
    /// <summary>How many changes by others are remembered.</summary>
    private const int MostChanges = 10_000;

    private readonly SegmentBuilder builder = new();
    private readonly Chain chain = new();
    private readonly List<Slice> slices = [];
    private long tip;

    /// <summary>Of a new partition.</summary>
    public Partition(LedgerIdentity identity, int number)
    {
        Number = number;
        Names = new StreamNames(identity.Seed, WayOut.OfDatabase);
        Hash = Chain.Start(identity, number);
    }

    /// <summary>Which one it is.</summary>
    public int Number { get; }

    /// <summary>Its accounts.</summary>
    public StreamNames Names { get; }

    /// <summary>Where its slices lie, those that are in memory.</summary>
    public Places Places { get; } = new(WayOut.OfDatabase);

    /// <summary>What others have appended since it was opened.</summary>
    public ChangedStreams Changed { get; } = new(MostChanges);

    /// <summary>Its last segment that is known here; read from any thread.</summary>
    public long Tip => Volatile.Read(ref tip);

    /// <summary>The hash of that.</summary>
    public byte[] Hash { get; private set; }

    /// <summary>How many records a stream of it holds.</summary>
    public long SequenceOf(StreamName stream) =>
        Names.Find(stream) is >= 0 and var stored ? Places.SequenceOf(stored) : 0;

    /// <summary>Adds a slice to what is laid down next.</summary>
    public void Take(in Slice slice) => slices.Add(slice);

    /// <summary>Whether anything is.</summary>
    public bool HasTaken => slices.Count > 0;

    /// <summary>How many records of the shared stream are laid down next.</summary>
    public int SharedTaken => slices.Sum(slice => slice.Stream.IsShared ? slice.Count : 0);

    /// <summary>Lays down what was taken; it counts once it is kept.</summary>
    /// <param name="committed">When.</param>
    /// <param name="shared">How long the shared stream is.</param>
    public List<LaidSegment> Lay(Moment committed, long shared)
    {
        var laid = new List<LaidSegment>();
        var (number, hash) = (tip, Hash);
        builder.Begin(slices);
        for (var next = 0; next < slices.Count; )
        {
            next = builder.Build(++number, slices, next, committed, Names, shared);
            hash = chain.Next(hash, builder.Head, builder.Slots, builder.Payload);
            laid.Add(
                new(
                    Number,
                    builder.Head,
                    builder.IsAudited,
                    hash,
                    builder.Papers.ToArray(),
                    builder.Slots.ToArray(),
                    builder.Payload.ToArray()
                )
            );
        }
        return laid;
    }

    /// <summary>What was laid down is stored.</summary>
    public void Keep(LaidSegment last)
    {
        Names.Keep();
        Places.Add(builder.Laid, Names);
        (Hash, slices.Capacity) = (last.Hash, Math.Min(slices.Capacity, 4096));
        Volatile.Write(ref tip, last.Head.Number);
        slices.Clear();
    }

    /// <summary>What was taken or laid down is not stored.</summary>
    public void GiveUp()
    {
        Names.GiveUp();
        slices.Clear();
    }

    /// <summary>Takes note of a segment that others have stored.</summary>
    /// <exception cref="DamagedLedgerException">It is not the next one.</exception>
    public void Note(in SegmentHead head, byte[] hash, List<Slot> slots)
    {
        if (head.Number != tip + 1)
            throw WayOut.OfDatabase.Damage(tip + 1, $"of partition {Number} is missing");
        Places.Add(head.Number, slots, Names);
        Changed.Add(head.Number, slots);
        Hash = hash;
        Volatile.Write(ref tip, head.Number);
    }

    /// <summary>Begins after a filing.</summary>
    public void Begin(long upto, byte[] hash, List<long> sequences)
    {
        Places.Begin(0, upto, sequences);
        Hash = hash;
        Volatile.Write(ref tip, upto);
    }

    /// <inheritdoc/>
    public void Dispose() => chain.Dispose();
}

/// <summary>A segment that is laid down.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Head">What its row says of it.</param>
/// <param name="Audited">Whether it holds an entry of who did what.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Papers">The table of its papers.</param>
/// <param name="Slots">The table of its slices.</param>
/// <param name="Payload">Its slices.</param>
internal sealed record LaidSegment(
    int Partition,
    SegmentHead Head,
    bool Audited,
    byte[] Hash,
    byte[] Papers,
    byte[] Slots,
    byte[] Payload
);
