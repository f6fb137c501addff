using System.Text;
using System.Text.Unicode;

namespace Evenhand.Server;

/// <summary>Percent-encoding (RFC 3986 §2.1).</summary>
internal static class Percent
{
    /// <summary>
    /// The text that is written with percent signs and two digits of sixteen for bytes of UTF-8; null where what they say
    /// is no UTF-8. A percent sign without two such digits stands for itself where <paramref name="lenient"/>.
    /// </summary>
    public static string? Decode(ReadOnlySpan<char> written, bool lenient = false)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(written.Length)];
        var length = 0;
        for (var at = 0; at < written.Length; )
        {
            if (written[at] != '%')
            {
                var end = written[at..].IndexOf('%');
                var run = end < 0 ? written[at..] : written.Slice(at, end);
                length += Encoding.UTF8.GetBytes(run, bytes.AsSpan(length));
                at += run.Length;
                continue;
            }
            if (IsEscape(written[at..]))
            {
                bytes[length++] = Convert.FromHexString(written.Slice(at + 1, 2))[0];
                at += 3;
                continue;
            }
            if (!lenient)
                return null;
            bytes[length++] = (byte)'%';
            at++;
        }
        var decoded = bytes.AsSpan(0, length);
        return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : null;
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length > 2 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);
}
