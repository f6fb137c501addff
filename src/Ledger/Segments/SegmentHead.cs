using Evenhand.Core.Time;

namespace Evenhand.Ledger.Segments;

/// <summary>What a segment's row says of it beside its slots and payload.</summary>
/// <param name="Number">Its place, from 1 without a gap.</param>
/// <param name="Committed">When it was appended.</param>
/// <param name="Slices">How many slices it has.</param>
/// <param name="Records">How many records they hold.</param>
/// <param name="First">The earliest time of a record.</param>
/// <param name="Last">The latest time of a record.</param>
/// <param name="Shared">
/// How long the shared stream was when it was laid down, where it is not of the same chain; null where the order of the segments says so.
/// </param>
internal readonly record struct SegmentHead(
    long Number,
    Moment Committed,
    long Slices,
    long Records,
    Moment First,
    Moment Last,
    long? Shared = null
);
