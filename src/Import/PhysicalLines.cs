using System.Text;
using System.Text.Unicode;

namespace Evenhand.Import;

/// <summary>
/// The lines of a stream, one by one, in memory that does not grow with the file or with any of its lines:
/// a line that is too long, holds a NUL or is not of the encoding comes back as a fault, and the next one is read.
/// </summary>
internal sealed class PhysicalLines(Stream stream, Encoding encoding)
{
    /// <summary>Bytes; longer lines are faults. The longest genuine field we know, a message's text, has a tenth of it.</summary>
    public const int Longest = 65_536;

    private readonly byte[] _buffer = new byte[2 * Longest];
    private int _from;
    private int _to;
    private long _number;
    private bool _ended;

    public PhysicalLine? Next()
    {
        if (_number == 0 && ByteOrderFault() is { } fault)
        {
            _ended = true;
            _from = _to = 0;
            return new PhysicalLine(++_number, "", fault);
        }
        while (true)
        {
            var length = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Line(length, breakLength: 1);
            }

            if (_to - _from > Longest)
            {
                return TooLong();
            }

            if (!Fill())
            {
                return _from == _to ? null : Line(_to - _from, breakLength: 0);
            }
        }
    }

    private PhysicalLine Line(int length, int breakLength)
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_from, length);
        _from += length + breakLength;
        _number++;
        if (bytes.Length > Longest)
        {
            return new PhysicalLine(_number, "", TooLongReason);
        }

        if (bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
        }

        return FaultOf(bytes) is { } fault
            ? new PhysicalLine(_number, "", fault)
            : new PhysicalLine(_number, encoding.GetString(bytes), null);
    }

    private static string TooLongReason => $"the line is longer than {Longest:N0} bytes";

    private string? FaultOf(ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            return $"a NUL byte at byte {nul + 1} of the line; is this a text file?";
        }

        if (encoding is not UTF8Encoding || Utf8.IsValid(bytes))
        {
            return null;
        }

        return $"byte {FirstInvalid(bytes) + 1} of the line is not UTF-8; convert the file, or say `encoding: latin-1` in the map";
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (
            Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed)
            == System.Buffers.OperationStatus.Done
        )
        {
            at += consumed;
        }

        return at;
    }

    /// <summary>Passes over the rest of a line that outgrew the buffer.</summary>
    private PhysicalLine TooLong()
    {
        int end;
        do
        {
            _from = _to = 0;
            Fill();
            end = _buffer.AsSpan(0, _to).IndexOf((byte)'\n');
        } while (end < 0 && _to > 0);
        _from = end < 0 ? _to : end + 1;
        return new PhysicalLine(++_number, "", TooLongReason);
    }

    /// <summary>Skips the mark of UTF-8; a file of two-byte units would be nothing but faults, so it is one.</summary>
    private string? ByteOrderFault()
    {
        while (_to < 3 && Fill()) { }
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _to);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _from = 3;
        }

        return
            start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? "the file is UTF-16; save it as UTF-8"
            : null;
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        _to -= _from;
        _from = 0;
        var read = stream.Read(_buffer.AsSpan(_to));
        _to += read;
        _ended = read == 0;
        return !_ended;
    }
}
