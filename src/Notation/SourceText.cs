using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Notation;

/// <summary>The text of a file, with the places of its offsets.</summary>
public sealed class SourceText
{
    /// <summary>The largest file that is read; policies are some tens of kilobytes.</summary>
    public const int MaxBytes = 256 << 10;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly TextPlaces places;

    private SourceText(string file, string text, string hash)
    {
        File = file;
        Text = text;
        Hash = hash;
        places = new TextPlaces(text);
    }

    /// <summary>The file, as it was named to us.</summary>
    public string File { get; }

    /// <summary>The text, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Reads a file; null, with a problem, when it can't be read, is too large or is no UTF-8.</summary>
    public static SourceText? Open(string file, Problems problems)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            var bytes = new byte[Math.Min(stream.Length, MaxBytes + 1L)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Decode(file, bytes.AsSpan(0, length), problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(file, Place.Start, "", $"cannot be read: {e.Message}", null));
            return null;
        }
    }

    /// <summary>Takes the bytes of a file; null, with a problem, when they are too many or no UTF-8.</summary>
    public static SourceText? Decode(string file, ReadOnlySpan<byte> bytes, Problems problems)
    {
        if (bytes.Length > MaxBytes)
        {
            problems.Add(
                new Problem(file, Place.Start, "", $"is larger than {MaxBytes:N0} bytes", null)
            );
            return null;
        }
        try
        {
            var text = Strict.GetString(bytes).TrimStart('\uFEFF');
            return new SourceText(file, text, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(
                new Problem(file, PlaceOfBadByte(bytes), "", "is not valid UTF-8 here", null)
            );
            return null;
        }
    }

    /// <summary>The place of an offset into <see cref="Text"/>.</summary>
    public Place PlaceAt(int offset) => places.At(offset);

    private static Place PlaceOfBadByte(ReadOnlySpan<byte> bytes)
    {
        var (line, column) = (1, 1);
        while (
            Rune.DecodeFromUtf8(bytes, out var rune, out var length)
            == System.Buffers.OperationStatus.Done
        )
        {
            (line, column) =
                rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            bytes = bytes[length..];
        }
        return new Place(line, column);
    }
}
