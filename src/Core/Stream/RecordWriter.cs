using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>
/// Builds records one after the other in one growing buffer. Values lie in the order of slots: texts, currencies and
/// shapes as a length (2 bytes) and bytes, choices and flags as one byte, quantities and times as 8 bytes, money as
/// the 16 bytes of a decimal. An ask holds its act's type (2 bytes), whether it was acknowledged (1), the act's
/// presence and fault bits (4 each) and the act's values.
/// </summary>
public sealed class RecordWriter
{
    private const int FirstRoom = 1 << 10;
    private byte[] buffer = [];

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written, as an array of its own; the writer starts afresh.</summary>
    public byte[] Take()
    {
        var batch = buffer.AsSpan(0, Length).ToArray();
        Length = 0;
        return batch;
    }

    /// <summary>What was written, up to <see cref="Length"/>, where it lies: good for as long as nothing is written or forgotten.</summary>
    public byte[] Lent => buffer;

    /// <summary>Forgets everything from an offset on.</summary>
    public void Truncate(int offset) => Length = offset;

    /// <summary>Bytes from an offset on.</summary>
    public Span<byte> From(int offset) => buffer.AsSpan(offset, Length - offset);

    /// <summary>Room for so many bytes, to be filled by the caller.</summary>
    public Span<byte> Room(int bytes)
    {
        if (buffer.Length - Length < bytes)
            Grow(bytes);
        Length += bytes;
        return buffer.AsSpan(Length - bytes, bytes);
    }

    private void Grow(int bytes)
    {
        var needed = (long)Length + bytes;
        var wished = Math.Max(Math.Max(buffer.Length * 2L, needed), FirstRoom);
        Array.Resize(ref buffer, (int)Math.Max(needed, Math.Min(wished, Array.MaxLength)));
    }

    /// <summary>Writes a head at an offset where room was made for it.</summary>
    public void Head(int offset, in RecordHead head) =>
        MemoryMarshal.Write(buffer.AsSpan(offset), in head);

    /// <summary>Writes a value of 8 bytes.</summary>
    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    public void Instant(Moment value) => Long(value.Ticks);

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>Writes 2 bytes.</summary>
    public void Short(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Room(2), value);

    /// <summary>Writes 4 bytes.</summary>
    public void Int(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);

    /// <summary>Writes an exact decimal.</summary>
    public void Money(decimal value) => MemoryMarshal.Write(Room(16), in value);

    /// <summary>Writes a length and bytes; at most 65,535.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Short((ushort)value.Length);
        value.CopyTo(Room(value.Length));
    }
}
