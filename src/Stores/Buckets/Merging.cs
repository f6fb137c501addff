namespace Evenhand.Stores.Buckets;

/// <summary>Lists that are in order, as one.</summary>
internal static class Merging
{
    /// <summary>What two lists have, in the order of keys; of a key that both have, the first list's.</summary>
    public static async IAsyncEnumerable<BucketItem> MergedWith(
        this IAsyncEnumerable<BucketItem> first,
        IAsyncEnumerable<BucketItem> second
    )
    {
        var (left, right) = (first.GetAsyncEnumerator(), second.GetAsyncEnumerator());
        await using (left.ConfigureAwait(false))
        await using (right.ConfigureAwait(false))
        {
            var isLeft = await left.MoveNextAsync().ConfigureAwait(false);
            var isRight = await right.MoveNextAsync().ConfigureAwait(false);
            while (isLeft || isRight)
            {
                var order =
                    !isRight ? -1
                    : !isLeft ? 1
                    : string.CompareOrdinal(left.Current.Key, right.Current.Key);
                yield return order <= 0 ? left.Current : right.Current;
                if (order <= 0)
                    isLeft = await left.MoveNextAsync().ConfigureAwait(false);
                if (order >= 0)
                    isRight = await right.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }
}
