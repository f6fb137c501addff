using System.Buffers;

namespace Evenhand.Runtime.Replaying;

/// <summary>
/// Cuts a stream of lines into blocks of whole lines, in memory that does not grow with the input. A line beyond
/// <see cref="MaxLine"/> is passed over and reported; nothing of it is kept.
/// </summary>
internal sealed class LineBlocks(Stream input, int file, Action<int> tooLong)
{
    /// <summary>Bytes of the longest line, without its end: 1 MiB.</summary>
    public const int MaxLine = 1 << 20;

    private const int BlockSize = 4 << 20;
    private const byte NewLine = (byte)'\n';

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The blocks of the stream, in order. Each is the reader's to return to the shared pool.</summary>
    public IEnumerable<LineBlock> Read()
    {
        var line = 1;
        var skipping = false;
        var carried = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        for (var first = true; ; first = false)
        {
            var length =
                carried
                + input.ReadAtLeast(
                    buffer.AsSpan(carried, BlockSize - carried),
                    BlockSize - carried,
                    throwOnEndOfStream: false
                );
            var atEnd = length < BlockSize;
            var start =
                first && buffer.AsSpan(0, length).StartsWith(ByteOrderMark)
                    ? ByteOrderMark.Length
                    : 0;
            if (skipping)
                start = EndOfSkipped(buffer, length, ref line, ref skipping);
            var end = atEnd
                ? length
                : buffer.AsSpan(start, length - start).LastIndexOf(NewLine) + 1 + start;
            carried = length - end;
            if (!skipping && carried > MaxLine)
            {
                tooLong(line + buffer.AsSpan(start, end - start).Count(NewLine));
                (skipping, carried) = (true, 0);
            }
            var next = atEnd ? [] : ArrayPool<byte>.Shared.Rent(BlockSize);
            if (!skipping || end > start)
                buffer.AsSpan(end, carried).CopyTo(next);
            if (end > start)
                yield return new LineBlock(buffer, start, end - start, file, line);
            line += buffer.AsSpan(start, end - start).Count(NewLine);
            if (atEnd)
                yield break;
            buffer = next;
        }
    }

    private static int EndOfSkipped(byte[] buffer, int length, ref int line, ref bool skipping)
    {
        var newLine = buffer.AsSpan(0, length).IndexOf(NewLine);
        if (newLine < 0)
            return length;
        skipping = false;
        line++;
        return newLine + 1;
    }
}

/// <summary>Whole lines in a rented buffer.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Start">Where the lines begin.</param>
/// <param name="Length">How many bytes they are.</param>
/// <param name="File">The number of their file.</param>
/// <param name="Line">The number of the first, from 1.</param>
internal readonly record struct LineBlock(byte[] Buffer, int Start, int Length, int File, int Line);
