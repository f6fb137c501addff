using System.Buffers;
using System.Text;

namespace Evenhand.Core.Stream;

/// <summary>
/// What is kept of a message's text: its encoding and the widths of its characters, never the characters. A shape
/// is one byte for the encoding and then run lengths, alternately of single and of double characters.
/// In GSM 7-bit (3GPP TS 23.038) extension characters are double; in UCS-2 those outside the basic plane are.
/// </summary>
public static class MessageShape
{
    /// <summary>The encodings, as the first byte of a shape.</summary>
    public const byte Gsm7 = 0,
        Ucs2 = 1;

    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    private static readonly HashSet<int> BasicSet =
    [
        .. Basic.EnumerateRunes().Select(rune => rune.Value),
    ];
    private static readonly HashSet<int> ExtensionSet =
    [
        .. Extension.EnumerateRunes().Select(rune => rune.Value),
    ];
    private static readonly bool[] PlainAscii =
    [
        .. Enumerable.Range(0, 128).Select(BasicSet.Contains),
    ];

    private static readonly SearchValues<byte> Plain = SearchValues.Create([
        .. Enumerable.Range(0, 128).Where(BasicSet.Contains).Select(code => (byte)code),
    ]);

    /// <summary>Writes the shape of UTF-8 text; returns false where the text is not valid UTF-8.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text, List<byte> shape)
    {
        if (!text.ContainsAnyExcept(Plain))
        {
            shape.Add(Gsm7);
            AddRun(shape, text.Length);
            return true;
        }
        if (!TryEncoding(text, out var encoding))
            return false;
        shape.Add(encoding);
        long run = 0;
        var doubles = false;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            text = text[length..];
            if (IsDouble(rune, encoding) != doubles)
            {
                AddRun(shape, run);
                (run, doubles) = (0, !doubles);
            }
            run++;
        }
        AddRun(shape, run);
        return true;
    }

    /// <summary>Writes the shape of so many single characters in an encoding.</summary>
    public static byte[] OfSingles(byte encoding, long characters)
    {
        var shape = new List<byte> { encoding };
        AddRun(shape, characters);
        return [.. shape];
    }

    /// <summary>The number of parts: one where all fits, else as many as it takes without splitting a character.</summary>
    /// <param name="shape">A shape.</param>
    /// <param name="single">Units that one part alone holds, at least 2.</param>
    /// <param name="several">Units that each of several parts holds, at least 2.</param>
    /// <param name="asWritten">Whether each character counts one unit, whatever its width.</param>
    public static long Parts(ReadOnlySpan<byte> shape, int single, int several, bool asWritten)
    {
        var runs = shape[1..];
        long total = 0,
            parts = 1,
            left = several;
        for (var isDouble = false; !runs.IsEmpty; isDouble = !isDouble)
        {
            var run = ReadRun(ref runs);
            var width = isDouble && !asWritten ? 2 : 1;
            total += run * width;
            Fill(run, width, several, ref parts, ref left);
        }
        return total <= single ? 1 : parts;
    }

    /// <summary>A text of this shape. What was written is not known: it stands for it wherever parts or characters are counted.</summary>
    public static string Stand(ReadOnlySpan<byte> shape)
    {
        var (single, twice) = shape[0] == Gsm7 ? ("x", "€") : ("ж", "😀");
        var runs = shape[1..];
        var text = new StringBuilder();
        for (var isDouble = false; !runs.IsEmpty; isDouble = !isDouble)
            text.Insert(text.Length, isDouble ? twice : single, (int)ReadRun(ref runs));
        return text.ToString();
    }

    /// <summary>Sets a run of equal characters into parts, whole characters at a time.</summary>
    private static void Fill(long run, int width, int several, ref long parts, ref long left)
    {
        var here = Math.Min(run, left / width);
        left -= here * width;
        run -= here;
        if (run == 0)
            return;
        var perPart = several / width;
        var more = (run + perPart - 1) / perPart;
        parts += more;
        left = several - (run - (more - 1) * perPart) * width;
    }

    private static bool TryEncoding(ReadOnlySpan<byte> text, out byte encoding)
    {
        encoding = Gsm7;
        while (!text.IsEmpty)
        {
            if (text[0] < 128)
            {
                if (!PlainAscii[text[0]] && !ExtensionSet.Contains(text[0]))
                    encoding = Ucs2;
                text = text[1..];
                continue;
            }
            if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done)
                return false;
            if (!BasicSet.Contains(rune.Value) && !ExtensionSet.Contains(rune.Value))
                encoding = Ucs2;
            text = text[length..];
        }
        return true;
    }

    private static bool IsDouble(Rune rune, byte encoding) =>
        encoding == Gsm7 ? ExtensionSet.Contains(rune.Value) : !rune.IsBmp;

    private static void AddRun(List<byte> shape, long run)
    {
        for (; run >= 0x80; run >>= 7)
            shape.Add((byte)(run & 0x7f | 0x80));
        shape.Add((byte)run);
    }

    private static long ReadRun(ref ReadOnlySpan<byte> runs)
    {
        long run = 0;
        var i = 0;
        for (; runs[i] >= 0x80; i++)
            run |= (long)(runs[i] & 0x7f) << (7 * i);
        run |= (long)runs[i] << (7 * i);
        runs = runs[(i + 1)..];
        return run;
    }
}
