namespace Evenhand.Ledger;

/// <summary>
/// Which slices of a stream are wanted. A stream has two shelves: events, and papers, which are all that was said, decided or
/// done about them. Reading papers does not read events.
/// </summary>
public readonly record struct SliceKinds
{
    private const ulong EventsBit = 1UL << (int)SliceKind.Events;

    // Kept as what is left out, so that a default is everything.
    private readonly ulong without;

    private SliceKinds(ulong without) => this.without = without;

    /// <summary>All of them, those that a later release adds included.</summary>
    public static SliceKinds All => default;

    /// <summary>Events alone.</summary>
    public static SliceKinds Events => new(~EventsBit);

    /// <summary>Everything but events.</summary>
    public static SliceKinds Papers => new(EventsBit);

    /// <summary>Whether events are among them.</summary>
    public bool HasEvents => (without & EventsBit) == 0;

    /// <summary>Some kinds.</summary>
    public static SliceKinds Of(params ReadOnlySpan<SliceKind> kinds)
    {
        var without = ulong.MaxValue;
        foreach (var kind in kinds)
            without &= ~Bit(kind);
        return new(without);
    }

    /// <summary>Whether a kind is among them.</summary>
    public bool Has(SliceKind kind) => (without & Bit(kind)) == 0;

    private static ulong Bit(SliceKind kind) =>
        (uint)kind < 64
            ? 1UL << (int)kind
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "kinds go up to 63");
}
