namespace Evenhand.Tests.Stores;

/// <summary>Bytes of a sender whose connection breaks after them.</summary>
internal sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
{
    public BreakingStream(int count)
        : this(new byte[count]) { }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var read
            ? read
            : throw new IOException("the connection broke");
}

/// <summary>As many bytes as are wanted, which nobody holds.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private long at;

    /// <summary>The most that was asked for at once: whoever reads has room for so much.</summary>
    public int LargestPiece { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => at;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        LargestPiece = Math.Max(LargestPiece, buffer.Length);
        var count = (int)Math.Min(buffer.Length, length - at);
        buffer[..count].Fill((byte)(at >> 20 & byte.MaxValue));
        at += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => new(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();
}
