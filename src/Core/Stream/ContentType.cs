using System.Text;
using System.Text.Json;

namespace Evenhand.Core.Stream;

/// <summary>What the media type of an event's data says (RFC 6838, RFC 6839 §3.1).</summary>
public static class ContentType
{
    /// <summary>Bytes of the longest media type: two names of 127 and the parameters that go with them.</summary>
    private const int Longest = 1024;

    /// <summary>Whether a media type is that of JSON: <c>application/json</c>, <c>text/json</c>, or one that ends in <c>+json</c>.</summary>
    public static bool IsJson(ReadOnlySpan<byte> type)
    {
        var end = type.IndexOf((byte)';');
        type = (end < 0 ? type : type[..end]).Trim(" \t"u8);
        var slash = type.IndexOf((byte)'/');
        if (slash < 0)
            return false;
        var sub = type[(slash + 1)..];
        return Ascii.EqualsIgnoreCase(sub, "json"u8)
            || sub.Length > "+json"u8.Length
                && Ascii.EqualsIgnoreCase(sub[^"+json"u8.Length..], "+json"u8);
    }

    internal static bool IsJson(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return IsJson(reader.ValueSpan);
        Span<byte> text = stackalloc byte[Longest];
        return reader.ValueSpan.Length <= Longest && IsJson(text[..reader.CopyString(text)]);
    }
}
