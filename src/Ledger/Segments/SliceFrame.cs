using System.Buffers.Binary;
using System.IO.Hashing;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Ledger.Segments;

/// <summary>
/// A slice in a segment's payload: a checksum, what the slice says of itself, and its records. The checksum depends on
/// the stream and the sequence too, so that a slice found in a wrong place is noticed.
/// </summary>
internal static class SliceFrame
{
    /// <summary>Bytes of the checksum.</summary>
    public const int ChecksumSize = 8;

    /// <summary>Writes a slice.</summary>
    /// <param name="output">The payload.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="stream">The stored number of its stream.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(RecordWriter output, in Slice slice, int stream)
    {
        var start = output.Length;
        output.Room(ChecksumSize);
        output.Byte((byte)slice.Kind);
        output.Small(slice.Count);
        output.Varint(Varints.Fold(slice.First.Ticks));
        output.Varint((ulong)(slice.Last - slice.First).Ticks);
        output.Raw(slice.Payload.Span);
        var frame = output.From(start);
        BinaryPrimitives.WriteUInt64LittleEndian(
            frame,
            Checksum(frame[ChecksumSize..], stream, slice.Expected)
        );
        return frame.Length;
    }

    /// <summary>Whether a slice is as it was written.</summary>
    public static bool IsSound(ReadOnlySpan<byte> frame, int stream, long from) =>
        frame.Length > ChecksumSize
        && BinaryPrimitives.ReadUInt64LittleEndian(frame)
            == Checksum(frame[ChecksumSize..], stream, from);

    /// <summary>Reads a slice that is sound.</summary>
    public static StoredSlice Read(byte[] frame, long from, Moment committed)
    {
        var reader = new PackedReader(frame, "a stored slice");
        reader.Bytes(ChecksumSize);
        var kind = (SliceKind)reader.Byte();
        var count = reader.Small();
        var first = new Moment(reader.Signed());
        var last = new Moment(unchecked(first.Ticks + (long)reader.Varint()));
        return new(from, kind, count, first, last, committed, frame.AsMemory(reader.Position));
    }

    private static ulong Checksum(ReadOnlySpan<byte> bytes, int stream, long from) =>
        XxHash3.HashToUInt64(bytes, unchecked(from * 1_000_003 + stream));
}
