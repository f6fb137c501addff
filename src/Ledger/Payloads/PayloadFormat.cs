namespace Evenhand.Ledger.Payloads;

/// <summary>
/// A payload: the version, the number of the schema, from version 2 on the mark of the account that all its records name
/// (8 bytes), then records. A record: flags; its type plus one, 0 for unknown, if
/// it differs from the one before; its source if it differs, as a number in the order of first use in the payload, and
/// where that number is new, the text; its time as the difference to the one before, folded, in milliseconds where
/// flagged, else in ticks; the length of its id and the id; the bits present, bad (varints) and the hash of unknown
/// fields (8 bytes), each where flagged; the values as they lie in the record in memory. Numbers are varints.
/// </summary>
internal static class PayloadFormat
{
    /// <summary>The version of payloads whose account nobody named, such as the act of a reservation.</summary>
    public const byte Unmarked = 1;

    /// <summary>The version of payloads that carry the mark of their account.</summary>
    public const byte Marked = 2;

    /// <summary>Ticks of 100 ns in a millisecond.</summary>
    public const long TicksPerMillisecond = 10_000;

    /// <summary>Flags of a record.</summary>
    public const byte OtherType = 1,
        OtherSource = 2,
        InMilliseconds = 4,
        HasPresent = 8,
        HasBad = 16,
        HasUnknown = 32,
        AllFlags = 63;
}
