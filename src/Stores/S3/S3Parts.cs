using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.S3;

/// <summary>A multipart upload.</summary>
internal sealed class S3Parts(IAmazonS3 client, S3Place place, string key, string upload) : IParts
{
    private readonly ConcurrentDictionary<int, (string Tag, byte[] Md5)> added = [];

    /// <summary>Whether nothing else needs to vouch for a body than its MD5.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether what is there stays as it is.</summary>
    public bool IsGuarded { get; init; }

    /// <inheritdoc/>
    public async Task AddAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var md5 = PartBytes.Md5Of(bytes.Span);
        var answer = await S3Failures
            .OfStore(
                place.Bucket,
                () =>
                    client.UploadPartAsync(
                        new UploadPartRequest
                        {
                            BucketName = place.Bucket,
                            Key = key,
                            UploadId = upload,
                            PartNumber = number,
                            PartSize = bytes.Length,
                            InputStream = PartBytes.Of(bytes),
                            MD5Digest = Convert.ToBase64String(md5),
                            UseChunkEncoding = false,
                            DisablePayloadSigning = IsSecure,
                        },
                        cancel
                    )
            )
            .ConfigureAwait(false);
        added[number] = (answer.ETag, md5);
    }

    /// <inheritdoc/>
    public async Task<Placed> EndAsync(CancellationToken cancel)
    {
        var parts = added.OrderBy(part => part.Key).ToList();
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = place.Bucket,
            Key = key,
            UploadId = upload,
            IfNoneMatch = IsGuarded ? S3Guard.Any : null,
            PartETags = [.. parts.Select(part => new PartETag(part.Key, part.Value.Tag))],
        };
        var placed = await S3Failures
            .OfStore(
                place.Bucket,
                () =>
                    S3Guard.UnlessTaken(async () =>
                        S3Tags.Says(
                            (
                                await client
                                    .CompleteMultipartUploadAsync(request, cancel)
                                    .ConfigureAwait(false)
                            ).ETag,
                            [.. parts.Select(part => part.Value.Md5)]
                        )
                    )
            )
            .ConfigureAwait(false);
        if (placed == Placed.Taken)
            await DropAsync().ConfigureAwait(false);
        return placed;
    }

    /// <inheritdoc/>
    public Task DropAsync() => DropAsync(client, place.Bucket, key, upload);

    /// <summary>Drops an upload.</summary>
    public static Task DropAsync(IAmazonS3 client, string bucket, string key, string upload) =>
        S3Failures.OrNothing(
            bucket,
            () => client.AbortMultipartUploadAsync(bucket, key, upload, CancellationToken.None)
        );
}
