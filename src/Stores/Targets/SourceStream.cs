namespace Evenhand.Stores.Targets;

/// <summary>The bytes of a source, whose failures can be told from the client's.</summary>
internal sealed class SourceStream(Stream source) : ReadOnce
{
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            throw new SourceException(broken);
        }
    }
}
