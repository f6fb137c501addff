namespace Evenhand.Core.Policy;

/// <summary>How much an act counts, in base units.</summary>
public abstract record Measure
{
    /// <summary>The same for each act.</summary>
    /// <param name="Units">Base units, not negative.</param>
    public sealed record Constant(long Units) : Measure;

    /// <summary>The value of a field; absent it is 1 for an ask, and else the field's default.</summary>
    /// <param name="Slot">The slot of a quantity.</param>
    /// <param name="Times">What the value is multiplied by.</param>
    /// <param name="RoundedUpTo">The step up to which each act is rounded, in base units; 1 for exact.</param>
    public sealed record OfField(int Slot, long Times, long RoundedUpTo) : Measure;

    /// <summary>Blocks of a quantity: nothing below <paramref name="From"/>, then blocks of <paramref name="Size"/>.</summary>
    /// <param name="Slot">The slot of a quantity.</param>
    /// <param name="From">The least quantity that counts, in base units.</param>
    /// <param name="Size">The size of a block, in base units.</param>
    /// <param name="Started">Whether a started block counts whole (else only completed ones beyond the first).</param>
    /// <param name="Units">What a block counts.</param>
    public sealed record Blocks(int Slot, long From, long Size, bool Started, long Units) : Measure;

    /// <summary>The parts in which a text message travels (GSM 03.38 and UCS-2; 3GPP TS 23.040 §9.2.3.24.1).</summary>
    /// <param name="Text">The slot of the message's shape.</param>
    /// <param name="Characters">The slot of the number of characters, where the text is not given.</param>
    /// <param name="Encoding">The slot of the encoding that goes with it: place 0 is GSM 7-bit, place 1 UCS-2.</param>
    /// <param name="Segments">The slot of the number of parts, where that is given.</param>
    /// <param name="Sizes">How many units one part and each of several hold.</param>
    /// <param name="Units">What a part counts.</param>
    public sealed record Message(
        int Text,
        int Characters,
        int Encoding,
        int Segments,
        PartSizes Sizes,
        long Units
    ) : Measure;
}

/// <summary>How many units of a message one part holds.</summary>
/// <param name="Single">Septets of a single GSM 7-bit part (160).</param>
/// <param name="Several">Septets of each of several (153).</param>
/// <param name="UnicodeSingle">UTF-16 units of a single UCS-2 part (70).</param>
/// <param name="UnicodeSeveral">UTF-16 units of each of several (67).</param>
/// <param name="AsWritten">Whether characters count as written, whatever their encoding.</param>
public sealed record PartSizes(
    int Single,
    int Several,
    int UnicodeSingle,
    int UnicodeSeveral,
    bool AsWritten
);
