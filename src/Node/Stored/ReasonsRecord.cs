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
/// <param name="Others">The same in other languages; null in what was stored before there were such.</param>
internal sealed record ReasonsRecord(
    string Step,
    Moment At,
    string Sha256,
    ImmutableArray<int> Lengths,
    byte[] Packed,
    ImmutableArray<PackedTranslation>? Others = null
)
{
    private const int Quality = 6;
    private const int Window = 18;

    /// <summary>A statement to be stored.</summary>
    public static ReasonsRecord Of(string step, Moment at, KeptReasons kept) =>
        new(
            step,
            at,
            kept.Sha256,
            [kept.Json.Length, kept.Text.Length, kept.Html.Length],
            Pack([.. kept.Json.Span, .. kept.Text.Span, .. kept.Html.Span]),
            [.. kept.Others.Select(PackedTranslation.Of)]
        );

    /// <summary>The statement.</summary>
    /// <exception cref="DamagedLedgerException">It is not what was stored.</exception>
    public KeptReasons Kept()
    {
        if (Lengths is not [var json, var text, _])
            throw Broken();
        var whole = Unpack(Packed, Lengths.Sum());
        var kept = new KeptReasons(
            whole.AsMemory(0, json),
            whole.AsMemory(json, text),
            whole.AsMemory(json + text)
        )
        {
            Others = [.. (Others ?? []).Select(each => each.Kept())],
        };
        return kept.Sha256 == Sha256
            ? kept
            : throw new DamagedLedgerException(
                "a stored statement of reasons is not the one that was made"
            );
    }

    /// <summary>Bytes as Brotli packs them.</summary>
    public static byte[] Pack(byte[] whole)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(whole.Length)];
        return BrotliEncoder.TryCompress(whole, packed, out var length, Quality, Window)
            ? packed[..length]
            : throw new InvalidOperationException("a statement of reasons does not fit its room");
    }

    /// <summary>What was packed, of so many bytes.</summary>
    /// <exception cref="DamagedLedgerException">It is not so many.</exception>
    public static byte[] Unpack(byte[] packed, int bytes)
    {
        var whole = new byte[bytes];
        return BrotliDecoder.TryDecompress(packed, whole, out var length) && length == bytes
            ? whole
            : throw Broken();
    }

    private static DamagedLedgerException Broken() =>
        new("a stored statement of reasons cannot be unpacked");
}
