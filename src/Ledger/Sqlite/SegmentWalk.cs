namespace Evenhand.Ledger.Sqlite;

/// <summary>Walks segments in order and sees that each agrees with its hash, its number and its slots.</summary>
internal sealed class SegmentWalk(Database database, LedgerIdentity identity)
{
    private readonly List<Slot> slots = [];

    /// <summary>The last segment that was sound.</summary>
    public long Sound { get; private set; }

    /// <summary>How many records the sound ones hold.</summary>
    public long Records { get; private set; }

    /// <summary>The hash of the last sound one.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Walks from the segment after one to the end.</summary>
    /// <param name="before">The segment before the first one walked.</param>
    /// <param name="visit">Told of each sound segment: its head, its slots, its payload.</param>
    /// <exception cref="DamagedLedgerException">The first damage.</exception>
    public void From(long before, SegmentVisit? visit)
    {
        Begin(before);
        using var chain = new Chain();
        using var rows = database.Prepare(
            "SELECT number, committed, slices, records, first, last, chain, slots, payload FROM segment"
                + " WHERE number > ?1 ORDER BY number"
        );
        rows.Bind(1, before);
        while (rows.Step())
            Visit(chain, rows, visit);
    }

    /// <summary>Looks at one segment alone.</summary>
    /// <param name="segment">Its number.</param>
    /// <param name="visit">Told of it.</param>
    /// <exception cref="DamagedLedgerException">It is damaged, or missing.</exception>
    public void One(long segment, SegmentVisit visit)
    {
        Begin(segment - 1);
        using var chain = new Chain();
        using var row = database.Prepare(
            "SELECT number, committed, slices, records, first, last, chain, slots, payload FROM segment"
                + " WHERE number = ?1"
        );
        if (!row.Bind(1, segment).Step())
            throw Damage(segment, "is missing");
        Visit(chain, row, visit);
    }

    private void Begin(long before) => (Sound, Hash) = (before, HashOf(before));

    private void Visit(Chain chain, Statement row, SegmentVisit? visit)
    {
        var head = SegmentTable.HeadOf(row);
        if (head.Number != Sound + 1)
            throw Damage(Sound + 1, "is missing");
        var hash = chain.Next(Hash, head, row.Bytes(7), row.Bytes(8));
        if (!hash.AsSpan().SequenceEqual(row.Bytes(6)))
            throw Damage(head.Number, "does not agree with its hash");
        SegmentSlots.Read(head, row.Bytes(7), row.Bytes(8).Length, slots);
        visit?.Invoke(head, slots, row.Bytes(8));
        (Sound, Hash, Records) = (head.Number, hash, Records + head.Records);
    }

    private static DamagedLedgerException Damage(long segment, string what) =>
        new($"segment {segment} {what}. {WayOut.Text}");

    private byte[] HashOf(long segment)
    {
        if (segment == 0)
            return Chain.Start(identity);
        using var row = database.Prepare("SELECT chain FROM segment WHERE number = ?1");
        return row.Bind(1, segment).Step()
            ? row.Bytes(0).ToArray()
            : throw Damage(segment, "is missing");
    }
}

/// <summary>Is told of a sound segment.</summary>
internal delegate void SegmentVisit(
    in SegmentHead head,
    IReadOnlyList<Slot> slots,
    ReadOnlySpan<byte> payload
);
