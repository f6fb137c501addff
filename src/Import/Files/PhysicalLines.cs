using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Evenhand.Import.Files;

/// <summary>
/// The lines of a UTF-8 stream, one by one, in memory that does not grow with the file or with any of its lines:
/// a line that is too long, holds a NUL or is not UTF-8 comes back as a fault, and the next one is read.
/// </summary>
internal sealed class PhysicalLines(Stream stream, int longest = PhysicalLines.Longest)
{
    /// <summary>Bytes; longer lines are faults. The longest genuine field of a table we know, a message's text, has a tenth of it.</summary>
    public const int Longest = 65_536;

    private readonly byte[] buffer = new byte[2 * longest];
    private int from;
    private int to;
    private long number;
    private bool ended;

    public PhysicalLine? Next()
    {
        if (number == 0)
            SkipMark();
        while (true)
        {
            var length = buffer.AsSpan(from, to - from).IndexOf((byte)'\n');
            if (length >= 0)
                return Line(length, isBroken: true);
            if (to - from > longest)
                return TooLong();
            if (!Fill())
                return from == to ? null : Line(to - from, isBroken: false);
        }
    }

    private PhysicalLine Line(int length, bool isBroken)
    {
        ReadOnlySpan<byte> bytes = buffer.AsSpan(from, length);
        from += length + (isBroken ? 1 : 0);
        number++;
        if (bytes.Length > longest)
            return PhysicalLine.Bad(number, TooLongReason);
        var ending = isBroken ? "\n" : "";
        if (bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
            ending = "\r" + ending;
        }
        return FaultOf(bytes) is { } fault
            ? PhysicalLine.Bad(number, fault)
            : new PhysicalLine(number, Encoding.UTF8.GetString(bytes), ending, null);
    }

    private string TooLongReason => $"the line is longer than {longest:N0} bytes";

    private static string? FaultOf(ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            return $"a NUL byte at byte {nul + 1} of the line; is this a text file? If it is UTF-16, say `encoding: utf-16` in the map";
        if (bytes.IndexOf(TextEncoding.Unreadable) is var unreadable and >= 0)
            return $"what stands after {unreadable} bytes of the line is nothing in the file's encoding";
        if (Utf8.IsValid(bytes))
            return null;
        return $"byte {FirstInvalid(bytes) + 1} of the line is not UTF-8; convert the file, or say its encoding in the map, such as `encoding: windows-1252`";
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == OperationStatus.Done)
            at += consumed;
        return at;
    }

    /// <summary>Passes over the rest of a line that outgrew the buffer.</summary>
    private PhysicalLine TooLong()
    {
        int end;
        do
        {
            from = to = 0;
            Fill();
            end = buffer.AsSpan(0, to).IndexOf((byte)'\n');
        } while (end < 0 && to > 0);
        from = end < 0 ? to : end + 1;
        return PhysicalLine.Bad(++number, TooLongReason);
    }

    /// <summary>The mark of UTF-8 is no part of the first line.</summary>
    private void SkipMark()
    {
        while (to < 3 && Fill()) { }
        if (buffer.AsSpan(0, to).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            from = 3;
    }

    private bool Fill()
    {
        if (ended)
            return false;
        buffer.AsSpan(from, to - from).CopyTo(buffer);
        to -= from;
        from = 0;
        var read = stream.Read(buffer.AsSpan(to));
        to += read;
        ended = read == 0;
        return !ended;
    }
}
