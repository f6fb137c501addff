using System.Globalization;
using System.Text;

namespace Evenhand.Sampling;

/// <summary>A growing buffer of UTF-8 text with the few number forms that a sample writes.</summary>
internal sealed class Utf8Lines
{
    private byte[] bytes = new byte[1 << 16];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    public void Clear() => Length = 0;

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    public void Add(byte character)
    {
        Room(1)[0] = character;
        Length++;
    }

    public void Add(long number)
    {
        number.TryFormat(Room(20), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A number given in units of 10^−decimals, without trailing zeros.</summary>
    public void Add(long scaled, int decimals)
    {
        for (; decimals > 0 && scaled % 10 == 0; decimals--)
            scaled /= 10;
        if (scaled < 0)
            Add((byte)'-');
        var magnitude = Math.Abs(scaled);
        var unit = 1L;
        for (var i = 0; i < decimals; i++)
            unit *= 10;
        Add(magnitude / unit);
        if (decimals == 0)
            return;
        Add((byte)'.');
        AddPadded(magnitude % unit, decimals);
    }

    /// <summary>A number with leading zeros up to the number of digits given.</summary>
    public void AddPadded(long number, int digits)
    {
        var room = Room(digits);
        for (var i = digits - 1; i >= 0; i--)
        {
            room[i] = (byte)('0' + number % 10);
            number /= 10;
        }
        Length += digits;
    }

    /// <summary>JSON text for a string, quoted and escaped.</summary>
    public static byte[] Quote(string text) =>
        Encoding.UTF8.GetBytes(
            "\""
                + System.Text.Json.JsonEncodedText.Encode(
                    text,
                    System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
                )
                + "\""
        );

    private Span<byte> Room(int count)
    {
        if (bytes.Length - Length < count)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        return bytes.AsSpan(Length);
    }
}
