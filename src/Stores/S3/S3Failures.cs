using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Evenhand.Stores.S3;

/// <summary>What the client fails with, as the store's.</summary>
internal static class S3Failures
{
    private static readonly string[] OfRoom =
    [
        "QuotaExceeded",
        "XMinioStorageFull",
        "InsufficientCapacity",
    ];

    /// <summary>Does a call; what the provider or the way there fails with is told as the store's.</summary>
    public static async Task<T> OfStore<T>(string bucket, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonServiceException failed) when (failed.StatusCode != 0)
        {
            throw new StoreException(
                $"the bucket {bucket} answered {(int)failed.StatusCode} {failed.ErrorCode}: {failed.Message}",
                failed
            )
            {
                LacksRoom =
                    failed.StatusCode == HttpStatusCode.InsufficientStorage
                    || OfRoom.Contains(failed.ErrorCode),
            };
        }
        catch (Exception failed)
            when (failed
                    is AmazonClientException
                        or AmazonServiceException
                        or HttpRequestException
                        or IOException
                        or TimeoutException
            )
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
                catch (AmazonS3Exception none)
                    when (none.StatusCode == HttpStatusCode.NotFound
                        && none.ErrorCode != "NoSuchBucket"
                    )
                {
                    return null;
                }
            }
        );

    /// <summary>Whether what was asked for lies archived.</summary>
    public static bool IsArchived(AmazonS3Exception failed) =>
        failed.ErrorCode == "InvalidObjectState";
}
