namespace Evenhand.Stores.Buckets;

/// <summary>Things of a bucket, read one after the other as one.</summary>
internal sealed class Concatenated(IReadOnlyList<BucketItem> items, Func<BucketItem, Stream> open)
    : ReadOnce
{
    private Stream? current;
    private int next;

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            if (current is null)
            {
                if (next == items.Count)
                    return 0;
                current = open(items[next++]);
            }
            var read = await current.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0)
                return read;
            await current.DisposeAsync().ConfigureAwait(false);
            current = null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            current?.Dispose();
        base.Dispose(disposing);
    }
}
