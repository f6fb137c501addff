using System.Buffers.Binary;

namespace Evenhand.Ledger;

/// <summary>Reads stored bytes one value after the other; what does not fit together is damage, never a crash.</summary>
/// <param name="bytes">What is read.</param>
/// <param name="what">What it is, for the message.</param>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes, string what)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    /// <summary>Bytes that are left.</summary>
    public readonly int Left => bytes.Length - position;

    /// <summary>How far it has read.</summary>
    public readonly int Position => position;

    /// <summary>One byte.</summary>
    public byte Byte() => position < bytes.Length ? bytes[position++] : throw Damage();

    /// <summary>A number in groups of seven bits, the lowest first.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return shift < 63 || next <= 1 ? value : throw Damage();
        }
        throw Damage();
    }

    /// <summary>A number that fits a count, a length or an index.</summary>
    public int Small()
    {
        var value = Varint();
        return value <= int.MaxValue ? (int)value : throw Damage();
    }

    /// <summary>A number with a sign in its lowest bit.</summary>
    public long Signed() => Varints.Unfold(Varint());

    /// <summary>A number of 8 bytes.</summary>
    public ulong Long() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>A number of 32 bits.</summary>
    public uint Bits()
    {
        var value = Varint();
        return value <= uint.MaxValue ? (uint)value : throw Damage();
    }

    /// <summary>A length of 2 bytes and so many bytes, all of them.</summary>
    public ReadOnlySpan<byte> Prefixed()
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));
        position -= 2;
        return Bytes(2 + length);
    }

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int length)
    {
        if ((uint)length > (uint)Left)
            throw Damage();
        position += length;
        return bytes.Slice(position - length, length);
    }

    /// <summary>What to throw where the bytes do not fit together.</summary>
    public readonly DamagedLedgerException Damage() =>
        new($"{what} is malformed at byte {position} of {bytes.Length}");
}
