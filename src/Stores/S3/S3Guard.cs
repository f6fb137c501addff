using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Evenhand.Stores.Buckets;
using static Evenhand.Stores.S3.S3Failures;

namespace Evenhand.Stores.S3;

/// <summary>
/// Whether a provider refuses to put a thing over another where it is asked to (<c>If-None-Match: *</c>, RFC 9110, 13.1.2), so that one request is enough. Amazon
/// does; of others who speak the protocol some take no notice, and each is tried once.
/// </summary>
internal sealed class S3Guard(IAmazonS3 client, S3Place place)
{
    /// <summary>What matches whatever is there.</summary>
    public const string Any = "*";

    private bool? holds = place.Endpoint is null ? true : null;

    /// <summary>Whether it does.</summary>
    public async Task<bool> HoldsAsync(CancellationToken cancel) =>
        holds ??= await TryAsync(cancel).ConfigureAwait(false);

    /// <summary>Does what puts something; that something is there already is told as such.</summary>
    public static async Task<Placed> UnlessTaken(Func<Task<Placed>> put)
    {
        try
        {
            return await put().ConfigureAwait(false);
        }
        catch (AmazonS3Exception taken) when (IsTaken(taken))
        {
            return Placed.Taken;
        }
    }

    private Task<bool> TryAsync(CancellationToken cancel) =>
        OfStore(
            place.Bucket,
            async () =>
            {
                var key = $"{place.Prefix}evenhand-trial-{Guid.NewGuid():N}";
                await PutAsync(key, null, cancel).ConfigureAwait(false);
                try
                {
                    return await RefusesAsync(key, cancel).ConfigureAwait(false);
                }
                finally
                {
                    await client
                        .DeleteObjectAsync(place.Bucket, key, CancellationToken.None)
                        .ConfigureAwait(false);
                }
            }
        );

    private async Task<bool> RefusesAsync(string key, CancellationToken cancel)
    {
        try
        {
            await PutAsync(key, Any, cancel).ConfigureAwait(false);
            return false;
        }
        catch (AmazonS3Exception refused) when (IsTaken(refused))
        {
            return true;
        }
        catch (AmazonS3Exception strange) when (strange.StatusCode == HttpStatusCode.NotImplemented)
        {
            return false;
        }
    }

    private Task<PutObjectResponse> PutAsync(
        string key,
        string? unless,
        CancellationToken cancel
    ) =>
        client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = place.Bucket,
                Key = key,
                ContentBody = "",
                IfNoneMatch = unless,
                UseChunkEncoding = false,
            },
            cancel
        );

    private static bool IsTaken(AmazonS3Exception refused) =>
        refused.StatusCode == HttpStatusCode.PreconditionFailed;
}
