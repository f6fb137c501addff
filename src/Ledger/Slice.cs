using Evenhand.Core.Time;

namespace Evenhand.Ledger;

/// <summary>What one append adds to one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Expected">How many records the stream holds before it.</param>
/// <param name="Kind">What the records are.</param>
/// <param name="Count">How many records, at least 1.</param>
/// <param name="First">The earliest time of a record.</param>
/// <param name="Last">The latest time of a record.</param>
/// <param name="Payload">The records.</param>
public readonly record struct Slice(
    StreamName Stream,
    long Expected,
    SliceKind Kind,
    int Count,
    Moment First,
    Moment Last,
    ReadOnlyMemory<byte> Payload
);

/// <summary>A slice as it was stored.</summary>
/// <param name="From">The sequence of its first record.</param>
/// <param name="Kind">What the records are.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The earliest time of a record.</param>
/// <param name="Last">The latest time of a record.</param>
/// <param name="Committed">When it was appended, by the clock of whoever did.</param>
/// <param name="Payload">The records.</param>
public readonly record struct StoredSlice(
    long From,
    SliceKind Kind,
    int Count,
    Moment First,
    Moment Last,
    Moment Committed,
    ReadOnlyMemory<byte> Payload
);

/// <summary>An entry of who did what.</summary>
/// <param name="Segment">The segment of its partition that it stands in; later ones have higher numbers.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Kind">What the record is.</param>
/// <param name="Committed">When it was appended.</param>
/// <param name="Payload">The record.</param>
public readonly record struct AuditedSlice(
    long Segment,
    StreamName Stream,
    SliceKind Kind,
    Moment Committed,
    ReadOnlyMemory<byte> Payload
);
