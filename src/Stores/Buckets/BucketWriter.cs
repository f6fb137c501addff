namespace Evenhand.Stores.Buckets;

/// <summary>
/// Writes bytes into a bucket as they come, and measures them on the way: what is small at once, and what is not in parts. It holds no more than
/// those that are on their way.
/// </summary>
internal static class BucketWriter
{
    /// <summary>Writes a stream to its end under a key; where anything breaks, nothing is there.</summary>
    /// <param name="bucket">Where it goes.</param>
    /// <param name="key">Its key.</param>
    /// <param name="side">Where it is to lie.</param>
    /// <param name="bytes">The stream, read once.</param>
    /// <param name="isOver">Whether it goes over what is there, which stays else.</param>
    /// <param name="expected">What it is to measure, so that nothing else gets the key; null for whatever comes.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Written> WriteAsync(
        this IBucket bucket,
        string key,
        Side side,
        Stream bytes,
        bool isOver,
        Measured? expected,
        CancellationToken cancel
    )
    {
        using var first = new Part();
        if (!await first.FillAsync(bytes, PartSizes.Of(1), cancel).ConfigureAwait(false))
        {
            var measured = Hashing.Measure(first.Bytes.Span);
            return expected is not null && measured != expected
                ? new Written(Placed.Nowhere, measured)
                : new Written(
                    await bucket
                        .PutAsync(key, side, first.Bytes, isOver, cancel)
                        .ConfigureAwait(false),
                    measured
                );
        }
        // What is large is not sent for nothing; whether anything came meanwhile is seen when it ends.
        if (!isOver && await bucket.FindAsync(key, cancel).ConfigureAwait(false) is not null)
            return new Written(Placed.Taken, null);
        var parts = await bucket.BeginAsync(key, side, isOver, cancel).ConfigureAwait(false);
        return await new Sending(parts, bucket.AtOnce)
            .SendAsync(first, bytes, expected, cancel)
            .ConfigureAwait(false);
    }
}
