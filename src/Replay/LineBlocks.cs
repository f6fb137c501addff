using System.Buffers;

namespace Evenhand.Replay;

/// <summary>
/// Cuts a stream of lines into blocks of whole lines, in memory that does not grow with the input. A line longer than
/// the bound is passed over and reported; nothing of it is kept.
/// </summary>
/// <param name="input">UTF-8, with or without a byte order mark.</param>
/// <param name="file">The number of the file.</param>
/// <param name="tooLong">Told the number of each line that is passed over.</param>
/// <param name="maxLine">Bytes of the longest line, without its line feed.</param>
/// <param name="blockSize">Bytes of a block: more than the longest line with its line feed.</param>
public sealed class LineBlocks(
    Stream input,
    int file,
    Action<int> tooLong,
    int maxLine = LineBlocks.MaxLine,
    int blockSize = LineBlocks.BlockSize
)
{
    /// <summary>Bytes of the longest line, without its line feed: 1 MiB.</summary>
    public const int MaxLine = 1 << 20;

    private const int BlockSize = 4 << 20;
    private const byte NewLine = (byte)'\n';

    private byte[] buffer = [];
    private int line = 1;
    private bool skipping;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The blocks of the stream, in order. Each is the reader's to return to the shared pool.</summary>
    public IEnumerable<LineBlock> Read()
    {
        buffer = ArrayPool<byte>.Shared.Rent(blockSize);
        var carried = 0;
        for (var (atStart, atEnd) = (true, false); !atEnd; atStart = false)
        {
            var length = carried + Fill(carried);
            atEnd = length < blockSize;
            var start = atStart ? MarkLength(length) : EndOfSkipped(length);
            var end = atEnd ? length : EndOfLines(start, length);
            var lines = buffer.AsSpan(start, end - start).Count(NewLine);
            carried = Carried(line + lines, length - end);
            var full = buffer;
            // A buffer that holds no whole line is filled again.
            if (end > start)
                buffer = ArrayPool<byte>.Shared.Rent(blockSize);
            full.AsSpan(end, carried).CopyTo(buffer);
            if (end > start)
                yield return new LineBlock(full, start, end - start, file, line);
            line += lines;
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private int Fill(int from) =>
        input.ReadAtLeast(
            buffer.AsSpan(from, blockSize - from),
            blockSize - from,
            throwOnEndOfStream: false
        );

    private int MarkLength(int length) =>
        buffer.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    private int EndOfLines(int start, int length) =>
        buffer.AsSpan(start, length - start).LastIndexOf(NewLine) + 1 + start;

    /// <summary>How much of a line that goes on behind the block is kept: all, or nothing when it is too long.</summary>
    private int Carried(int number, int begun)
    {
        if (begun <= maxLine)
            return begun;
        tooLong(number);
        skipping = true;
        return 0;
    }

    private int EndOfSkipped(int length)
    {
        if (!skipping)
            return 0;
        var newLine = buffer.AsSpan(0, length).IndexOf(NewLine);
        if (newLine < 0)
            return length;
        skipping = false;
        line++;
        return newLine + 1;
    }
}

/// <summary>Whole lines in a rented buffer; the last may lack its line feed, and one may be longer than the bound.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Start">Where the lines begin.</param>
/// <param name="Length">How many bytes they are.</param>
/// <param name="File">The number of their file.</param>
/// <param name="Line">The number of the first, from 1.</param>
public readonly record struct LineBlock(byte[] Buffer, int Start, int Length, int File, int Line);
