namespace Evenhand.Core.Keeping;

/// <summary>State on its way in, from bytes that may be damaged: memory follows their length, whatever they say.</summary>
/// <param name="bytes">What a <see cref="StateWriter"/> wrote.</param>
public sealed class StateReader(ReadOnlyMemory<byte> bytes) : StatePort
{
    private readonly List<object> references = [];
    private int at;

    /// <inheritdoc/>
    public override bool Reads => true;

    /// <summary>Throws unless all was read.</summary>
    public void End()
    {
        if (at != bytes.Length)
            throw new BadSnapshotException("more follows after the end");
    }

    /// <inheritdoc/>
    public override long Exchange(long value)
    {
        var folded = Unsigned();
        return unchecked((long)(folded >> 1) ^ -(long)(folded & 1));
    }

    /// <inheritdoc/>
    public override Int128 Exchange(Int128 value)
    {
        UInt128 folded = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            if (shift == 126 && next > 3)
                throw new BadSnapshotException("a number passes 128 bits");
            folded |= (UInt128)(next & 0x7fu) << shift;
            if (next < 0x80)
                return unchecked((Int128)(folded >> 1) ^ -(Int128)(folded & 1));
        }
    }

    /// <inheritdoc/>
    public override byte[] Exchange(byte[] value)
    {
        var length = Count(0);
        at += length;
        return bytes.Span.Slice(at - length, length).ToArray();
    }

    /// <inheritdoc/>
    public override int Count(int items)
    {
        var count = Unsigned();
        return count <= (ulong)(bytes.Length - at)
            ? (int)count
            : throw new BadSnapshotException(
                $"a count of {count} cannot be in the bytes that are left"
            );
    }

    /// <inheritdoc/>
    public override T Reference<T>(T? value, Exchanging<T> content)
        where T : class
    {
        var number = Unsigned();
        if (number > (ulong)references.Count)
            throw new BadSnapshotException("a reference to what did not come yet");
        if (number > 0)
            return references[(int)number - 1] as T
                ?? throw new BadSnapshotException("a reference to something else");
        var read = content(this, null);
        references.Add(read);
        return read;
    }

    private ulong Unsigned()
    {
        ulong bits = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
                throw new BadSnapshotException("a number passes 64 bits");
            bits |= (next & 0x7ful) << shift;
            if (next < 0x80)
                return bits;
        }
    }

    private byte Byte() =>
        at < bytes.Length
            ? bytes.Span[at++]
            : throw new BadSnapshotException("the bytes end too early");
}
