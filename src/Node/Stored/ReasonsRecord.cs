using System.Collections.Immutable;
using System.IO.Compression;
using Evenhand.Core.Time;
using Evenhand.Ledger;

namespace Evenhand.Node.Stored;

/// <summary>The statement of reasons of a step, as it was made when the account was told.</summary>
/// <param name="Step">The id of the step.</param>
/// <param name="At">When the account was told.</param>
/// <param name="Sha256">SHA-256 of its JSON, hexadecimal.</param>
/// <param name="Lengths">How many bytes its JSON, its text and its page have.</param>
/// <param name="Packed">All three, one after the other, as Brotli packs them: most of them say the same.</param>
internal sealed record ReasonsRecord(
    string Step,
    Moment At,
    string Sha256,
    ImmutableArray<int> Lengths,
    byte[] Packed
)
{
    private const int Quality = 6;
    private const int Window = 18;

    /// <summary>A statement to be stored.</summary>
    public static ReasonsRecord Of(string step, Moment at, KeptReasons kept)
    {
        byte[] whole = [.. kept.Json.Span, .. kept.Text.Span, .. kept.Html.Span];
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(whole.Length)];
        if (!BrotliEncoder.TryCompress(whole, packed, out var length, Quality, Window))
            throw new InvalidOperationException("a statement of reasons does not fit its room");
        return new(
            step,
            at,
            kept.Sha256,
            [kept.Json.Length, kept.Text.Length, kept.Html.Length],
            packed[..length]
        );
    }

    /// <summary>The statement.</summary>
    /// <exception cref="DamagedLedgerException">It is not what was stored.</exception>
    public KeptReasons Kept()
    {
        var whole = new byte[Lengths.Sum()];
        if (
            Lengths is not [var json, var text, _]
            || !BrotliDecoder.TryDecompress(Packed, whole, out var length)
            || length != whole.Length
        )
            throw new DamagedLedgerException("a stored statement of reasons cannot be unpacked");
        var kept = new KeptReasons(
            whole.AsMemory(0, json),
            whole.AsMemory(json, text),
            whole.AsMemory(json + text)
        );
        return kept.Sha256 == Sha256
            ? kept
            : throw new DamagedLedgerException(
                "a stored statement of reasons is not the one that was made"
            );
    }
}
