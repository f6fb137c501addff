namespace Evenhand.Ledger.Payloads;

/// <summary>
/// A payload, of whatever kind, that only its account's own key opens, so that to destroy the key is to erase it. No release
/// writes one yet; each refuses it in so many words, so that a later one may begin.
/// </summary>
public static class SealedPayload
{
    /// <summary>Its first byte. Neither a version of packed events nor a record in JSON begins like this.</summary>
    public const byte Mark = 0x80;

    /// <summary>Whether a payload is one.</summary>
    public static bool Is(ReadOnlySpan<byte> payload) => payload.Length > 0 && payload[0] == Mark;

    /// <summary>What is said of one.</summary>
    public static DamagedLedgerException Refusal =>
        new(
            "a record is sealed with a key of its account, which a later version of the program opens"
        );
}
