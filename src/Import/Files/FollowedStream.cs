namespace Evenhand.Import.Files;

/// <summary>One stream, and then another.</summary>
internal sealed class FollowedStream(Stream first, Stream second) : InputStream
{
    public override int Read(Span<byte> buffer) =>
        first.Read(buffer) is var count and > 0 ? count : second.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }
        base.Dispose(disposing);
    }
}
