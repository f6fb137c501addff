namespace Evenhand.Node.Vault;

/// <summary>Reads an archive from any place, as its layout says, without its ever having been laid down.</summary>
/// <param name="layout">The layout.</param>
/// <param name="open">Opens a file from a place; it has as many bytes as the layout says.</param>
internal sealed class ZipStream(
    ZipLayout layout,
    Func<int, long, CancellationToken, Task<Stream>> open
) : Stream
{
    private long position;
    private Stream? file;
    private long at = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => layout.Length;

    public override long Position
    {
        get => position;
        set => position = value;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (position >= Length || buffer.IsEmpty)
            return 0;
        var piece = layout.At(position);
        var (from, left) = (position - piece.Start, piece.Start + piece.Size - position);
        var wanted = buffer[..(int)Math.Min(buffer.Length, left)];
        int read;
        if (piece.Own is { } own)
        {
            read = wanted.Length;
            own.AsMemory((int)from, read).CopyTo(wanted);
        }
        else
        {
            if (at != position)
                await OpenAsync(piece.File, from, cancellationToken);
            read = await file!.ReadAsync(wanted, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("a file of the export is shorter than it was");
            at = position + read;
        }
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        position =
            origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => position,
                _ => Length,
            } + offset;

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() { }

    public override async ValueTask DisposeAsync()
    {
        if (file is not null)
            await file.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file?.Dispose();
        base.Dispose(disposing);
    }

    private async Task OpenAsync(int which, long from, CancellationToken cancel)
    {
        if (file is not null)
            await file.DisposeAsync();
        file = null;
        file = await open(which, from, cancel);
    }
}
