namespace Evenhand.Core.Keeping;

/// <summary>
/// State on its way out. Numbers are written as in Protocol Buffers: signs folded into the lowest bit, then seven bits a
/// byte, the lowest first.
/// </summary>
public sealed class StateWriter : StatePort
{
    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private byte[] buffer = new byte[1024];
    private int length;

    /// <inheritdoc/>
    public override bool Reads => false;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Reads what was written, so that something else goes on from it; nothing is written meanwhile.</summary>
    public StateReader ReadBack() => new(buffer.AsMemory(0, length));

    /// <summary>Begins anew, in the same buffer.</summary>
    public void Clear()
    {
        length = 0;
        numbers.Clear();
    }

    /// <inheritdoc/>
    public override long Exchange(long value)
    {
        Write(unchecked((ulong)(value << 1 ^ value >> 63)));
        return value;
    }

    /// <inheritdoc/>
    public override Int128 Exchange(Int128 value)
    {
        var folded = unchecked((UInt128)(value << 1 ^ value >> 127));
        for (; folded > ulong.MaxValue; folded >>= 7)
            Write((byte)((byte)(folded & 0x7f) | 0x80));
        Write((ulong)folded);
        return value;
    }

    /// <inheritdoc/>
    public override byte[] Exchange(byte[] value)
    {
        Count(value.Length);
        MakeRoom(value.Length);
        value.CopyTo(buffer.AsSpan(length));
        length += value.Length;
        return value;
    }

    /// <inheritdoc/>
    public override int Count(int items)
    {
        Write((ulong)items);
        return items;
    }

    /// <inheritdoc/>
    public override T Reference<T>(T? value, Exchanging<T> content)
        where T : class
    {
        if (Count(numbers.GetValueOrDefault(value!)) == 0)
        {
            content(this, value);
            numbers.Add(value!, numbers.Count + 1);
        }
        return value!;
    }

    private void Write(ulong bits)
    {
        for (; bits > 0x7f; bits >>= 7)
            Write((byte)(bits & 0x7f | 0x80));
        Write((byte)bits);
    }

    private void Write(byte value)
    {
        MakeRoom(1);
        buffer[length++] = value;
    }

    private void MakeRoom(int bytes)
    {
        if (buffer.Length - length < bytes)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
    }
}
