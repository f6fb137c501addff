namespace Evenhand.Ledger.Segments;

/// <summary>
/// Sees that segments, shown one after the other, agree with their numbers, their hashes and their slots. Not to be shared
/// between threads.
/// </summary>
/// <param name="way">What can be done where one is damaged.</param>
internal sealed class ChainCheck(WayOut way) : IDisposable
{
    private readonly Chain chain = new();
    private readonly List<Slot> slots = [];

    /// <summary>The last segment that was sound.</summary>
    public long Sound { get; private set; }

    /// <summary>How many records the sound ones hold.</summary>
    public long Records { get; private set; }

    /// <summary>The hash of the last sound one.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Begins after a segment.</summary>
    /// <param name="before">The segment before the first that is shown.</param>
    /// <param name="hash">Its hash, or what comes before the first one.</param>
    public void Begin(long before, byte[] hash) => (Sound, Hash) = (before, hash);

    /// <summary>Looks at the next segment.</summary>
    /// <exception cref="DamagedLedgerException">It is not the next one, or it is damaged.</exception>
    public void Look(
        in SegmentHead head,
        ReadOnlySpan<byte> stored,
        ReadOnlySpan<byte> table,
        ReadOnlySpan<byte> payload,
        SegmentVisit? visit
    )
    {
        if (head.Number != Sound + 1)
            throw way.Damage(Sound + 1, "is missing");
        var hash = chain.Next(Hash, head, table, payload);
        if (!hash.AsSpan().SequenceEqual(stored))
            throw way.Damage(head.Number, "does not agree with its hash");
        SegmentSlots.Read(head, table, payload.Length, slots);
        visit?.Invoke(head, slots, payload);
        (Sound, Hash, Records) = (head.Number, hash, Records + head.Records);
    }

    /// <inheritdoc/>
    public void Dispose() => chain.Dispose();
}

/// <summary>Is told of a sound segment.</summary>
internal delegate void SegmentVisit(
    in SegmentHead head,
    IReadOnlyList<Slot> slots,
    ReadOnlySpan<byte> payload
);
