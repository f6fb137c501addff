using Evenhand.Stores.Buckets;
using Evenhand.Stores.S3;

namespace Evenhand.Stores;

/// <summary>Opens the store of a place.</summary>
public static class StoreOpening
{
    /// <summary>Opens a store, and tries whether it can be used.</summary>
    /// <param name="place">Where it lies.</param>
    /// <param name="credentials">A file with what the provider asks for; null for what its library finds in the environment.</param>
    /// <param name="cancel">Ends the trial.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why, for whoever set it up.</exception>
    public static async Task<IStore> OpenAsync(
        StorePlace place,
        string? credentials,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.Scheme == "file")
            return new FileStore(place.Container);
        var store = new BucketStore(BucketOf(place, credentials));
        try
        {
            await store.TryAsync(cancel).ConfigureAwait(false);
            return store;
        }
        catch (StoreException wrong)
        {
            store.Dispose();
            throw new StoreException($"the store {place} cannot be used: {wrong.Message}", wrong);
        }
    }

    private static S3Bucket BucketOf(StorePlace place, string? credentials)
    {
        var its = new S3Place(place.Container, place.Prefix)
        {
            Region = place.Term("region"),
            Endpoint = place.Address("endpoint"),
            IsInPath = place.Is("path-style"),
            Cold = place.Term("cold"),
            Credentials = credentials,
        };
        return new S3Bucket(S3Client.Of(its), its);
    }
}
