using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Evenhand.Stores.Buckets;

namespace Evenhand.Stores.S3;

/// <summary>A multipart upload.</summary>
internal sealed class S3Parts(
    IAmazonS3 client,
    S3Place place,
    string key,
    string upload,
    bool isSecure
) : IParts
{
    private readonly ConcurrentDictionary<int, string> tags = [];

    /// <inheritdoc/>
    public async Task AddAsync(int number, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var added = await S3Failures
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
                            MD5Digest = PartBytes.Md5Of(bytes),
                            UseChunkEncoding = false,
                            DisablePayloadSigning = isSecure,
                        },
                        cancel
                    )
            )
            .ConfigureAwait(false);
        tags[number] = added.ETag;
    }

    /// <inheritdoc/>
    public Task EndAsync(CancellationToken cancel) =>
        S3Failures.OfStore(
            place.Bucket,
            () =>
                client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = place.Bucket,
                        Key = key,
                        UploadId = upload,
                        PartETags =
                        [
                            .. tags.OrderBy(tag => tag.Key)
                                .Select(tag => new PartETag(tag.Key, tag.Value)),
                        ],
                    },
                    cancel
                )
        );

    /// <inheritdoc/>
    public Task DropAsync() => DropAsync(client, place.Bucket, key, upload);

    /// <summary>Drops an upload.</summary>
    public static Task DropAsync(IAmazonS3 client, string bucket, string key, string upload) =>
        S3Failures.OrNothing(
            bucket,
            () => client.AbortMultipartUploadAsync(bucket, key, upload, CancellationToken.None)
        );
}
