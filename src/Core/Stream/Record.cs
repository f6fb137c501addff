using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>
/// The head of a parsed event in memory. After it come the UTF-8 bytes of its id, those of its sequence, and then the
/// values of the fields that are present, in the order of their slots; see <see cref="RecordWriter"/> for their layout.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct RecordHead
{
    /// <summary>When it happened.</summary>
    public Moment Time;

    /// <summary>A hash of source and id, to find repeats by.</summary>
    public ulong Key;

    /// <summary>A hash of the fields that the catalogue does not know; 0 when there are none.</summary>
    public ulong Unknown;

    /// <summary>Bytes of the whole record.</summary>
    public int Length;

    /// <summary>The number of its account among the stream's accounts.</summary>
    public int Account;

    /// <summary>The number of its source among the stream's sources.</summary>
    public int Source;

    /// <summary>The line it stood on, from 1.</summary>
    public int Line;

    /// <summary>A bit per slot whose field is present and well-formed.</summary>
    public uint Present;

    /// <summary>A bit per slot whose field has the wrong kind or a value out of range.</summary>
    public uint Bad;

    /// <summary>The place of its type in the catalogue; <see cref="UnknownType"/> where it has none.</summary>
    public ushort Type;

    /// <summary>The file it stood in, from 0.</summary>
    public ushort File;

    /// <summary>Bytes of its id.</summary>
    public ushort IdLength;

    /// <summary>Bytes of its sequence; 0 where it has none.</summary>
    public ushort SequenceLength;

    /// <summary>1 where its time was filled in as it came, and so is not what its sender says.</summary>
    public byte TimeFilled;

    /// <summary>The type of events that the catalogue does not know.</summary>
    public const ushort UnknownType = ushort.MaxValue;

    /// <summary>Bytes of a head.</summary>
    public static readonly int Size = Unsafe.SizeOf<RecordHead>();

    /// <summary>Where its values begin, counted from the head.</summary>
    public readonly int Values => Size + IdLength + SequenceLength;
}

/// <summary>Where a record lies, and when it happened.</summary>
/// <param name="Time">When.</param>
/// <param name="Batch">Which batch of records.</param>
/// <param name="Offset">Where in the batch.</param>
public readonly record struct RecordPlace(Moment Time, int Batch, int Offset);

/// <summary>Reads heads and ids out of a batch of records.</summary>
public static class Record
{
    /// <summary>The head of the record at an offset.</summary>
    public static ref readonly RecordHead Head(byte[] batch, int offset) =>
        ref Unsafe.As<byte, RecordHead>(ref batch[offset]);

    /// <summary>Gives the record at an offset the time at which it is taken in, which its sender did not say.</summary>
    public static void FillTime(byte[] batch, int offset, Moment time)
    {
        ref var head = ref Unsafe.As<byte, RecordHead>(ref batch[offset]);
        (head.Time, head.TimeFilled) = (time, 1);
    }

    /// <summary>Where each record of a batch begins. Ways that are walked for every act write the loop out.</summary>
    public static IEnumerable<int> Offsets(byte[] batch)
    {
        for (var offset = 0; offset < batch.Length; offset += Head(batch, offset).Length)
            yield return offset;
    }

    /// <summary>The id of the record at an offset.</summary>
    public static ReadOnlySpan<byte> Id(byte[] batch, int offset) =>
        batch.AsSpan(offset + RecordHead.Size, Head(batch, offset).IdLength);

    /// <summary>The sequence of the record at an offset; empty where it has none.</summary>
    public static ReadOnlySpan<byte> Sequence(byte[] batch, int offset)
    {
        ref readonly var head = ref Head(batch, offset);
        return batch.AsSpan(offset + RecordHead.Size + head.IdLength, head.SequenceLength);
    }

    /// <summary>Whether two records have one name: account, source and id.</summary>
    public static bool SameName(byte[] batch, int offset, byte[] otherBatch, int otherOffset) =>
        Head(batch, offset).Account == Head(otherBatch, otherOffset).Account
        && Head(batch, offset).Source == Head(otherBatch, otherOffset).Source
        && Id(batch, offset).SequenceEqual(Id(otherBatch, otherOffset));

    /// <summary>
    /// Whether two records of one name say the same, wherever they stood in the input. Their sequences are left out: an
    /// export that overlaps another numbers the same event otherwise.
    /// </summary>
    public static bool SameContent(byte[] batch, int offset, byte[] otherBatch, int otherOffset)
    {
        ref readonly var a = ref Head(batch, offset);
        ref readonly var b = ref Head(otherBatch, otherOffset);
        return (a.Time == b.Time || (a.TimeFilled | b.TimeFilled) != 0)
            && a.Type == b.Type
            && a.Account == b.Account
            && a.Unknown == b.Unknown
            && a.Present == b.Present
            && a.Bad == b.Bad
            && Values(batch, offset).SequenceEqual(Values(otherBatch, otherOffset));
    }

    /// <summary>
    /// A hash of what a record says beside its name, wherever it stood in the input: the lower half of its time, 0 where
    /// that was filled in, the upper half of all else.
    /// </summary>
    public static ulong ContentHash(byte[] batch, int offset, long seed)
    {
        ref readonly var head = ref Head(batch, offset);
        var bits = (ulong)head.Present << 32 | head.Bad;
        var start = unchecked((ulong)seed + head.Unknown * 31 + bits * 127 + head.Type);
        var rest = XxHash3.HashToUInt64(Values(batch, offset), unchecked((long)start));
        return rest >> 32 << 32 | HashOfTime(head, seed);
    }

    /// <summary>Whether two hashes of content are those of one event and its repeat.</summary>
    public static bool SameContent(ulong one, ulong other) =>
        one == other || one >> 32 == other >> 32 && (TimeOf(one) == 0 || TimeOf(other) == 0);

    private static uint TimeOf(ulong content) => unchecked((uint)content);

    private static uint HashOfTime(in RecordHead head, long seed)
    {
        if (head.TimeFilled != 0)
            return 0;
        var time = head.Time;
        return TimeOf(
                XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<Moment>(in time)), seed)
            ) | 1;
    }

    private static ReadOnlySpan<byte> Values(byte[] batch, int offset)
    {
        ref readonly var head = ref Head(batch, offset);
        return batch.AsSpan(offset + head.Values, head.Length - head.Values);
    }
}
