using Evenhand.Stores.Azure;
using Evenhand.Stores.Buckets;
using Evenhand.Stores.Google;
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
        var store = new BucketStore(
            await BucketOf(place, credentials, cancel).ConfigureAwait(false)
        );
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

    private static async Task<IBucket> BucketOf(
        StorePlace place,
        string? credentials,
        CancellationToken cancel
    ) =>
        place.Scheme switch
        {
            "s3" => S3Of(place, credentials),
            "azure" => AzureOf(place, credentials),
            _ => await GoogleOf(place, credentials, cancel).ConfigureAwait(false),
        };

    private static S3Bucket S3Of(StorePlace place, string? credentials)
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

    private static AzureBucket AzureOf(StorePlace place, string? credentials)
    {
        var its = new AzurePlace(place.Container, place.Prefix)
        {
            Account = place.Term("account"),
            Endpoint = place.Address("endpoint"),
            Credentials = credentials,
        };
        its = place.Term("cold") is { } cold ? its with { Cold = cold } : its;
        return new AzureBucket(AzureClient.Of(its), its);
    }

    private static async Task<GoogleBucket> GoogleOf(
        StorePlace place,
        string? credentials,
        CancellationToken cancel
    )
    {
        var its = new GooglePlace(place.Container, place.Prefix)
        {
            Endpoint = place.Address("endpoint"),
            Credentials = credentials,
        };
        its = place.Term("cold") is { } cold ? its with { Cold = cold } : its;
        return new GoogleBucket(await GoogleClient.OfAsync(its, cancel).ConfigureAwait(false), its);
    }
}
