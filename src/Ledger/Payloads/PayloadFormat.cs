namespace Evenhand.Ledger.Payloads;

/// <summary>
/// A payload: the version, the number of the schema, where marked the mark of the account that all its records name
/// (8 bytes), then records. A record: flags; its type plus one, 0 for unknown, if
/// it differs from the one before; its source if it differs, as a number in the order of first use in the payload, and
/// where that number is new, the text; its time as the difference to the one before, folded, in milliseconds where
/// flagged, else in ticks; the length of its id and the id; the length of its sequence and the
/// sequence, where flagged; the bits present, bad (varints) and the hash of unknown
/// fields (8 bytes), each where flagged; the values as they lie in the record in memory. Numbers are varints.
/// </summary>
internal static class PayloadFormat
{
    /// <summary>The version of payloads whose account nobody named, such as the act of a reservation.</summary>
    public const byte Unmarked = 1;

    /// <summary>The version of payloads that carry the mark of their account.</summary>
    public const byte Marked = 2;

    /// <summary>
    /// What the version of a payload is more by where a record says what the two versions before cannot: a sequence, that
    /// its time was filled in, when rates were published. Releases that know nothing of it refuse such a payload.
    /// </summary>
    public const byte Extended = 2;

    /// <summary>The latest version.</summary>
    public const byte Latest = Marked + Extended;

    /// <summary>Whether payloads of a version carry the mark of their account.</summary>
    public static bool IsMarked(byte version) => version is Marked or Marked + Extended;

    /// <summary>Ticks of 100 ns in a millisecond.</summary>
    public const long TicksPerMillisecond = 10_000;

    /// <summary>Flags of a record.</summary>
    public const byte OtherType = 1,
        OtherSource = 2,
        InMilliseconds = 4,
        HasPresent = 8,
        HasBad = 16,
        HasUnknown = 32,
        HasSequence = 64,
        TimeFilled = 128,
        FlagsBefore = 63;
}
