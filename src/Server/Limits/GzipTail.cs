using System.Buffers.Binary;
using System.IO.Hashing;

namespace Evenhand.Server.Limits;

/// <summary>
/// Passes a gzip body on and remembers its last bytes, in which it says what it holds (RFC 1952 §2.3.1): a body that
/// breaks off decompresses without complaint as far as it goes.
/// </summary>
/// <param name="source">The body as it arrives.</param>
internal sealed class GzipTail(Stream source) : Stream
{
    private const int Size = 8;
    private readonly byte[] last = new byte[Size];
    private long passed;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether what came out is all that was put in: the last part is as long as the end says, and has its checksum.</summary>
    public bool Ends(ReadOnlySpan<byte> inflated)
    {
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(last);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(last.AsSpan(4));
        return passed >= Size
            && length <= inflated.Length
            && Crc32.HashToUInt32(inflated[^(int)length..]) == checksum;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        passed += bytes.Length;
        if (bytes.Length >= Size)
        {
            bytes[^Size..].CopyTo(last);
            return;
        }
        last.AsSpan(bytes.Length).CopyTo(last);
        bytes.CopyTo(last.AsSpan(Size - bytes.Length));
    }
}
