using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>
/// A state kept to save time: it may be missing or thrown away at any moment. A stream has one in each slot: one is the live
/// state's, one is what lists show, one what accounts are compared by, one what versions to come mean, the others are named by instants.
/// </summary>
/// <param name="Stream">The stream.</param>
/// <param name="Slot"><see cref="Live"/>, <see cref="Listed"/>, <see cref="Compared"/>, <see cref="Impact"/>, or the instant that names it.</param>
/// <param name="Sequence">How many records it takes account of.</param>
/// <param name="Due">When something happens to the account by itself; <see cref="Moment.Never"/> for never.</param>
/// <param name="Body">The state, in a form of the keeper's.</param>
public sealed record Snapshot(
    StreamName Stream,
    long Slot,
    long Sequence,
    Moment Due,
    ReadOnlyMemory<byte> Body
)
{
    /// <summary>The slot of the live state. It comes before all instants.</summary>
    public const long Live = long.MinValue;

    /// <summary>The slot of what lists show of an account: small, and read for many accounts at once. It comes before all instants.</summary>
    public const long Listed = long.MinValue + 1;

    /// <summary>The slot of what accounts are compared by. It comes before all instants.</summary>
    public const long Compared = long.MinValue + 2;

    /// <summary>The slot of what versions to come mean for the account. It comes before all instants.</summary>
    public const long Impact = long.MinValue + 3;

    /// <summary>A snapshot of the live state.</summary>
    public Snapshot(StreamName stream, long sequence, Moment due, ReadOnlyMemory<byte> body)
        : this(stream, Live, sequence, due, body) { }
}

/// <summary>How far a snapshot goes.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Slot"><see cref="Snapshot.Live"/>, or the instant that names it.</param>
/// <param name="Sequence">How many records it takes account of.</param>
/// <param name="Due">When something happens to the account by itself.</param>
public readonly record struct SnapshotHead(StreamName Stream, long Slot, long Sequence, Moment Due);
