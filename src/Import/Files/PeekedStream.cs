namespace Evenhand.Import.Files;

/// <summary>A stream whose first bytes have been looked at, and are read all the same.</summary>
internal sealed class PeekedStream : InputStream
{
    private readonly Stream source;
    private readonly byte[] first;
    private int given;

    public PeekedStream(Stream source, int count)
    {
        this.source = source;
        first = new byte[count];
        first = first[..source.ReadAtLeast(first, count, throwOnEndOfStream: false)];
    }

    /// <summary>The bytes looked at; fewer than asked for if the stream has no more.</summary>
    public ReadOnlySpan<byte> First => first;

    public override int Read(Span<byte> buffer)
    {
        if (given == first.Length)
            return source.Read(buffer);
        var count = Math.Min(buffer.Length, first.Length - given);
        first.AsSpan(given, count).CopyTo(buffer);
        given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
