using System.Net;
using Evenhand.Stores.Buckets;
using Google;
using Google.Apis.Auth.OAuth2.Responses;
using Thing = Google.Apis.Storage.v1.Data.Object;

namespace Evenhand.Stores.Google;

/// <summary>What the client fails with, as the store's.</summary>
internal static class GoogleFailures
{
    /// <summary>Does a call; what the provider or the way there fails with is told as the store's.</summary>
    public static async Task<T> OfStore<T>(string bucket, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (GoogleApiException failed)
        {
            throw new StoreException(
                $"the bucket {bucket} answered {(int)failed.HttpStatusCode}: {failed.Error?.Message ?? failed.Message}",
                failed
            )
            {
                LacksRoom = failed.HttpStatusCode == HttpStatusCode.InsufficientStorage,
            };
        }
        catch (TokenResponseException refused)
        {
            throw new StoreException(
                $"the bucket {bucket} cannot be opened: {refused.Error?.Error} {refused.Error?.ErrorDescription}".TrimEnd(),
                refused
            );
        }
        catch (Exception failed)
            when (failed is HttpRequestException or IOException or TimeoutException)
        {
            throw new StoreException(
                $"the bucket {bucket} cannot be reached: {failed.Message}",
                failed
            );
        }
    }

    /// <summary>Does a call whose answer may be that nothing is there, which is told as null.</summary>
    public static Task<T?> OrNothing<T>(string bucket, Func<Task<T>> call)
        where T : class =>
        OfStore<T?>(
            bucket,
            async () =>
            {
                try
                {
                    return await call().ConfigureAwait(false);
                }
                catch (GoogleApiException none)
                    when (none.HttpStatusCode == HttpStatusCode.NotFound && !IsOfBucket(none))
                {
                    return null;
                }
            }
        );

    /// <summary>Does what puts something; that something is there already is told as such.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="sum">The checksum of what is put.</param>
    /// <param name="put">Puts it.</param>
    public static Task<Placed> PlacedAsync(string bucket, Crc32C sum, Func<Task<Thing>> put) =>
        OfStore(
            bucket,
            async () =>
            {
                try
                {
                    var thing = await put().ConfigureAwait(false);
                    return thing.Crc32c == $"{sum}" ? Placed.Proved : Placed.Unproved;
                }
                catch (GoogleApiException taken)
                    when (taken.HttpStatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return Placed.Taken;
                }
            }
        );

    private static bool IsOfBucket(GoogleApiException failed) =>
        failed.Error?.Message?.Contains("bucket does not exist", StringComparison.Ordinal) == true;
}
