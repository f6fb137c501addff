using Evenhand.Core.Stream;

namespace Evenhand.Ledger;

/// <summary>Numbers in as few bytes as they need: groups of seven bits, the lowest first.</summary>
internal static class Varints
{
    /// <summary>Writes a number.</summary>
    public static void Varint(this RecordWriter output, ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        while (value >= 0x80)
        {
            bytes[length++] = (byte)(value & 0x7F | 0x80);
            value >>= 7;
        }
        bytes[length++] = (byte)value;
        bytes[..length].CopyTo(output.Room(length));
    }

    /// <summary>Writes a count, a length or an index.</summary>
    public static void Small(this RecordWriter output, int value) => output.Varint((ulong)value);

    /// <summary>Writes bytes as they are.</summary>
    public static void Raw(this RecordWriter output, ReadOnlySpan<byte> bytes) =>
        bytes.CopyTo(output.Room(bytes.Length));

    /// <summary>A signed number with its sign in the lowest bit, so that small ones stay short.</summary>
    public static ulong Fold(long value) => unchecked((ulong)(value << 1 ^ value >> 63));

    /// <summary>The signed number that was folded.</summary>
    public static long Unfold(ulong value) => unchecked((long)(value >> 1) ^ -(long)(value & 1));
}
