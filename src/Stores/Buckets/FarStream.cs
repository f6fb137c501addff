namespace Evenhand.Stores.Buckets;

/// <summary>
/// Bytes at a provider's, to be read and sought in: whoever seeks has what is there opened anew from that place, and so has whoever reads for so long that
/// the connection breaks.
/// </summary>
/// <param name="length">How many bytes there are.</param>
/// <param name="open">Opens them from a place before their end; null where they are not there any more.</param>
internal sealed class FarStream(long length, Func<long, CancellationToken, Task<Stream?>> open)
    : Stream
{
    private Stream? near;
    private long nearAt;
    private long at;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => at;
        set => at = Math.Max(0, value);
    }

    /// <summary>Has them opened now, so that they are read to their end whatever becomes of them meanwhile; false where nothing is there.</summary>
    public async Task<bool> BeginAsync(CancellationToken cancel) =>
        at >= length || await NearAsync(cancel).ConfigureAwait(false) is not null;

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (at >= length || buffer.IsEmpty)
            return 0;
        for (var isFresh = false; ; isFresh = true)
        {
            var bytes =
                await NearAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new StoreException("the bytes are not there any more");
            var read = await TryReadAsync(bytes, buffer, cancellationToken).ConfigureAwait(false);
            if (read is > 0 and var count)
            {
                (at, nearAt) = (at + count, nearAt + count);
                return count;
            }
            await ForgetAsync().ConfigureAwait(false);
            if (isFresh)
                throw new StoreException("the store broke off while bytes were read");
        }
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => at + offset,
            _ => length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await ForgetAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            near?.Dispose();
        near = null;
        base.Dispose(disposing);
    }

    private async Task<Stream?> NearAsync(CancellationToken cancel)
    {
        if (near is not null && nearAt == at)
            return near;
        await ForgetAsync().ConfigureAwait(false);
        (near, nearAt) = (await open(at, cancel).ConfigureAwait(false), at);
        return near;
    }

    /// <summary>Reads; nothing where the connection broke, or ended too early.</summary>
    private static async Task<int> TryReadAsync(
        Stream bytes,
        Memory<byte> buffer,
        CancellationToken cancel
    )
    {
        try
        {
            return await bytes.ReadAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // Each provider's library has exceptions of its own for this.
            return 0;
        }
    }

    private async Task ForgetAsync()
    {
        if (near is not null)
            await near.DisposeAsync().ConfigureAwait(false);
        near = null;
    }
}
