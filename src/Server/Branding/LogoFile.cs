using System.Buffers.Binary;
using Evenhand.Pages;

namespace Evenhand.Server.Branding;

/// <summary>The logo of a brand: a PNG, or an SVG of shapes alone.</summary>
public static class LogoFile
{
    /// <summary>Bytes of the largest: it is fetched with every first page.</summary>
    public const int MostBytes = 128 << 10;

    /// <summary>Pixels of the longest side of a PNG.</summary>
    private const uint LongestSide = 2_000;

    private const int HeadOfPng = 24;

    private static ReadOnlySpan<byte> Png =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Reads one; null, with what is wrong as half a sentence, where it is none.</summary>
    public static Asset? Read(string file, out string wrong)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes })
                return No(out wrong, $"is larger than {MostBytes >> 10} KiB");
            return Of(File.ReadAllBytes(file), out wrong);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return No(out wrong, $"cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    private static Asset? Of(byte[] content, out string wrong)
    {
        if (!content.AsSpan().StartsWith(Png))
            return SvgShapes.Wrong(content) is { } reason
                ? No(out wrong, reason)
                : Yes(new Asset("brand-logo.svg", "image/svg+xml", content), out wrong);
        if (
            content.Length < HeadOfPng
            || Side(content, 16) is 0u or > LongestSide
            || Side(content, 20) is 0u or > LongestSide
        )
            return No(out wrong, $"is no PNG of at most {LongestSide} pixels a side");
        return Yes(new Asset("brand-logo.png", "image/png", content), out wrong);
    }

    private static uint Side(byte[] png, int at) =>
        BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));

    private static Asset Yes(Asset asset, out string wrong)
    {
        wrong = "";
        return asset;
    }

    private static Asset? No(out string wrong, string why)
    {
        wrong = why;
        return null;
    }
}
