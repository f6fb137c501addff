using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>Reads the values of a record one after the other, as <see cref="RecordWriter"/> laid them.</summary>
internal ref struct ValueReader(byte[] batch, int position)
{
    public long Long()
    {
        position += 8;
        return BinaryPrimitives.ReadInt64LittleEndian(batch.AsSpan(position - 8, 8));
    }

    public Moment Instant() => new(Long());

    public uint Int()
    {
        position += 4;
        return BinaryPrimitives.ReadUInt32LittleEndian(batch.AsSpan(position - 4, 4));
    }

    public ushort Short()
    {
        position += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(batch.AsSpan(position - 2, 2));
    }

    public byte Byte() => batch[position++];

    public decimal Money()
    {
        position += 16;
        return MemoryMarshal.Read<decimal>(batch.AsSpan(position - 16, 16));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Short();
        position += length;
        return batch.AsSpan(position - length, length);
    }

    /// <summary>The place of bytes in the batch: offset in the upper 48 bits, length in the lower 16.</summary>
    public long Place()
    {
        var length = Short();
        position += length;
        return (long)(position - length) << 16 | length;
    }
}
