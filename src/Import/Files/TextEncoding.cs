using System.Text;

namespace Evenhand.Import.Files;

/// <summary>How the bytes of a file become text: everything past here is UTF-8.</summary>
internal static class TextEncoding
{
    /// <summary>U+FFFF in UTF-8, which stands for bytes that mean nothing in the file's encoding: no text holds it.</summary>
    public static ReadOnlySpan<byte> Unreadable => [0xEF, 0xBF, 0xBF];

    /// <summary>The last of Windows' nine pages.</summary>
    private const int LastWindows = 1258;

    private static readonly Dictionary<string, Encoding?> Named = new()
    {
        ["utf-8"] = null,
        ["utf-16"] = Encoding.Unicode,
        ["latin-1"] = Encoding.Latin1,
    };

    static TextEncoding()
    {
        for (var page = 1250; page <= LastWindows; page++)
            Named[$"windows-{page}"] = Page(page);
        foreach (var part in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15])
            Named[$"iso-8859-{part}"] = Page(28590 + part);
    }

    /// <summary>The names that a map may say.</summary>
    public static IReadOnlyDictionary<string, string> Names =>
        Named.Keys.ToDictionary(name => name);

    /// <summary>The file in UTF-8. A mark of UTF-16 at its beginning decides, whatever the map says.</summary>
    public static Stream Utf8(Stream file, string name)
    {
        var peeked = new PeekedStream(file, 2);
        var encoding = peeked.First switch
        {
            [0xFF, 0xFE] => Encoding.Unicode,
            [0xFE, 0xFF] => Encoding.BigEndianUnicode,
            _ => Named[name],
        };
        return encoding is null
            ? peeked
            : Encoding.CreateTranscodingStream(peeked, Loud(encoding), new UTF8Encoding(false));
    }

    private static Encoding Page(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number);

    private static Encoding Loud(Encoding encoding)
    {
        var loud = (Encoding)encoding.Clone();
        loud.DecoderFallback = new DecoderReplacementFallback("\uFFFF");
        return loud;
    }
}
