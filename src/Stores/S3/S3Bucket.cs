using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Evenhand.Stores.Buckets;
using static Evenhand.Stores.S3.S3Failures;

namespace Evenhand.Stores.S3;

/// <summary>
/// A bucket that speaks the protocol of Amazon S3. What is hot lies under <c>hot/</c> and what is cold under <c>cold/</c>, there in a storage class of its own
/// where one is named: few providers tell classes when they list, and rules of a bucket's go by how keys begin.
/// </summary>
internal sealed class S3Bucket(IAmazonS3 client, S3Place place) : IBucket
{
    private readonly S3Guard guard = new(client, place);

    /// <summary>The provider copies no more than this at once; what is larger is read and written.</summary>
    public const long MostInOneCopy = 5L << 30;

    /// <inheritdoc/>
    public int AtOnce => 4;

    /// <summary>The most that is copied in one call.</summary>
    internal long MostCopied { get; init; } = MostInOneCopy;

    /// <inheritdoc/>
    public async Task<Placed> PutAsync(
        string key,
        Side side,
        ReadOnlyMemory<byte> bytes,
        bool isOver,
        CancellationToken cancel
    )
    {
        var isGuarded = !isOver && await guard.HoldsAsync(cancel).ConfigureAwait(false);
        if (!isOver && !isGuarded && await FindAsync(key, cancel).ConfigureAwait(false) is not null)
            return Placed.Taken;
        var md5 = PartBytes.Md5Of(bytes.Span);
        var request = new PutObjectRequest
        {
            BucketName = place.Bucket,
            Key = At(key, side),
            StorageClass = ClassOf(side),
            InputStream = PartBytes.Of(bytes),
            MD5Digest = Convert.ToBase64String(md5),
            IfNoneMatch = isGuarded ? S3Guard.Any : null,
            UseChunkEncoding = false,
            DisablePayloadSigning = IsSecure,
        };
        return await OfBucket(() =>
                S3Guard.UnlessTaken(async () =>
                    S3Tags.Says(
                        (await client.PutObjectAsync(request, cancel).ConfigureAwait(false)).ETag,
                        md5
                    )
                )
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IParts> BeginAsync(
        string key,
        Side side,
        bool isOver,
        CancellationToken cancel
    )
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = place.Bucket,
            Key = At(key, side),
            StorageClass = ClassOf(side),
        };
        var isGuarded = !isOver && await guard.HoldsAsync(cancel).ConfigureAwait(false);
        var begun = await OfBucket(() => client.InitiateMultipartUploadAsync(request, cancel))
            .ConfigureAwait(false);
        return new S3Parts(client, place, request.Key, begun.UploadId)
        {
            IsSecure = IsSecure,
            IsGuarded = isGuarded,
        };
    }

    /// <inheritdoc/>
    public async Task<BucketItem?> FindAsync(string key, CancellationToken cancel)
    {
        var heads = await Task.WhenAll(
                HeadAsync(key, Side.Hot, cancel),
                HeadAsync(key, Side.Cold, cancel)
            )
            .ConfigureAwait(false);
        return (heads[0] ?? heads[1]) is { } head
            ? new BucketItem(
                key,
                head.ContentLength,
                heads[0] is null ? Side.Cold : Side.Hot,
                Instant(head.LastModified)
            )
            : null;
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string key, long from, CancellationToken cancel)
    {
        foreach (var side in Enum.GetValues<Side>())
            if (await GetAsync(key, side, from, cancel).ConfigureAwait(false) is { } opened)
                return opened.ResponseStream;
        return null;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancel)
    {
        foreach (var side in Enum.GetValues<Side>())
            await DeleteAsync(key, side, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(string key, Side to, CancellationToken cancel)
    {
        var from = to == Side.Hot ? Side.Cold : Side.Hot;
        if (await HeadAsync(key, from, cancel).ConfigureAwait(false) is not { } head)
            return await HeadAsync(key, to, cancel).ConfigureAwait(false) is not null;
        try
        {
            await CopyAsync(key, from, to, head.ContentLength, cancel).ConfigureAwait(false);
        }
        catch (ColdException cold)
        {
            await RestoreAsync(key, TimeSpan.FromDays(1), cancel).ConfigureAwait(false);
            throw new StoreException("the bytes are being brought back from cold storage", cold);
        }
        await DeleteAsync(key, from, cancel).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<Restored> RestoreAsync(string key, TimeSpan stay, CancellationToken cancel)
    {
        if (await HeadAsync(key, Side.Hot, cancel).ConfigureAwait(false) is not null)
            return Restored.Ready;
        if (await HeadAsync(key, Side.Cold, cancel).ConfigureAwait(false) is not { } head)
            return Restored.None;
        if (!IsArchived(head))
            return Restored.Ready;
        if (head.RestoreInProgress == true)
            return Restored.Underway;
        await OfBucket(() =>
                client.RestoreObjectAsync(
                    new RestoreObjectRequest
                    {
                        BucketName = place.Bucket,
                        Key = At(key, Side.Cold),
                        Days = Math.Max(1, (int)Math.Ceiling(stay.TotalDays)),
                        RetrievalTier = GlacierJobTier.Standard,
                    },
                    cancel
                )
            )
            .ConfigureAwait(false);
        // What is back already stays for longer; what was not is begun.
        return head.RestoreExpiration is null ? Restored.Underway : Restored.Ready;
    }

    /// <inheritdoc/>
    /// <remarks>The provider ends it by itself.</remarks>
    public Task ReturnAsync(string key, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public IAsyncEnumerable<BucketItem> ListAsync(string prefix, CancellationToken cancel) =>
        ListAsync(prefix, Side.Hot, cancel).MergedWith(ListAsync(prefix, Side.Cold, cancel));

    /// <inheritdoc/>
    public async Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel)
    {
        var dropped = 0;
        await foreach (var upload in UploadsAsync(cancel).ConfigureAwait(false))
            if (Instant(upload.Initiated) < before)
            {
                await S3Parts
                    .DropAsync(client, place.Bucket, upload.Key, upload.UploadId)
                    .ConfigureAwait(false);
                dropped++;
            }
        return dropped;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>Over TLS nothing else needs to vouch for a body than its MD5.</summary>
    private bool IsSecure => place.Endpoint is not { Scheme: "http" };

    private string At(string key, Side side) =>
        place.HasSides
            ? $"{place.Prefix}{(side == Side.Hot ? "hot/" : "cold/")}{key}"
            : place.Prefix + key;

    private S3StorageClass? ClassOf(Side side) =>
        side == Side.Cold && place.Cold is { } cold ? S3StorageClass.FindValue(cold) : null;

    private static bool IsArchived(GetObjectMetadataResponse head) =>
        head.StorageClass == S3StorageClass.Glacier
        || head.StorageClass == S3StorageClass.DeepArchive
        || head.ArchiveStatus is not null;

    private static DateTimeOffset Instant(DateTime? when) =>
        when is { } known
            ? new DateTimeOffset(DateTime.SpecifyKind(known.ToUniversalTime(), DateTimeKind.Utc))
            : default;

    private Task<GetObjectMetadataResponse?> HeadAsync(
        string key,
        Side side,
        CancellationToken cancel
    ) =>
        OrNothing(
            place.Bucket,
            () => client.GetObjectMetadataAsync(place.Bucket, At(key, side), cancel)
        );

    private Task<GetObjectResponse?> GetAsync(
        string key,
        Side side,
        long from,
        CancellationToken cancel
    )
    {
        var request = new GetObjectRequest { BucketName = place.Bucket, Key = At(key, side) };
        if (from > 0)
            request.ByteRange = new ByteRange(from, long.MaxValue);
        return OrNothing(
            place.Bucket,
            async () =>
            {
                try
                {
                    return await client.GetObjectAsync(request, cancel).ConfigureAwait(false);
                }
                catch (AmazonS3Exception cold) when (S3Failures.IsArchived(cold))
                {
                    throw new ColdException();
                }
            }
        );
    }

    private Task<DeleteObjectResponse?> DeleteAsync(
        string key,
        Side side,
        CancellationToken cancel
    ) =>
        OrNothing(
            place.Bucket,
            () => client.DeleteObjectAsync(place.Bucket, At(key, side), cancel)
        );

    private async Task CopyAsync(
        string key,
        Side from,
        Side to,
        long bytes,
        CancellationToken cancel
    )
    {
        if (bytes > MostCopied)
        {
            using var opened =
                await GetAsync(key, from, 0, cancel).ConfigureAwait(false)
                ?? throw new StoreException("the bytes are not there any more");
            await this.WriteAsync(key, to, opened.ResponseStream, isOver: true, null, cancel)
                .ConfigureAwait(false);
            return;
        }
        var request = new CopyObjectRequest
        {
            SourceBucket = place.Bucket,
            SourceKey = At(key, from),
            DestinationBucket = place.Bucket,
            DestinationKey = At(key, to),
            StorageClass = ClassOf(to),
        };
        await OfBucket(async () =>
            {
                try
                {
                    return await client.CopyObjectAsync(request, cancel).ConfigureAwait(false);
                }
                catch (AmazonS3Exception cold) when (S3Failures.IsArchived(cold))
                {
                    throw new ColdException();
                }
            })
            .ConfigureAwait(false);
    }

    private async IAsyncEnumerable<BucketItem> ListAsync(
        string prefix,
        Side side,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var request = new ListObjectsV2Request
        {
            BucketName = place.Bucket,
            Prefix = At(prefix, side),
        };
        var before = At("", side).Length;
        ListObjectsV2Response page;
        do
        {
            page = await OfBucket(() => client.ListObjectsV2Async(request, cancel))
                .ConfigureAwait(false);
            foreach (var each in page.S3Objects ?? [])
                yield return new BucketItem(
                    each.Key[before..],
                    each.Size ?? 0,
                    side,
                    Instant(each.LastModified)
                );
            request.ContinuationToken = page.NextContinuationToken;
        } while (page.IsTruncated == true);
    }

    private async IAsyncEnumerable<MultipartUpload> UploadsAsync(
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var request = new ListMultipartUploadsRequest
        {
            BucketName = place.Bucket,
            Prefix = place.Prefix,
        };
        ListMultipartUploadsResponse? page;
        do
        {
            page = await OfBucket(() => UploadsAsync(request, cancel)).ConfigureAwait(false);
            foreach (var each in page?.MultipartUploads ?? [])
                yield return each;
            (request.KeyMarker, request.UploadIdMarker) = (
                page?.NextKeyMarker,
                page?.NextUploadIdMarker
            );
        } while (page?.IsTruncated == true);
    }

    /// <summary>A page of what was begun in parts; null where the provider lists none.</summary>
    private async Task<ListMultipartUploadsResponse?> UploadsAsync(
        ListMultipartUploadsRequest request,
        CancellationToken cancel
    )
    {
        try
        {
            return await client.ListMultipartUploadsAsync(request, cancel).ConfigureAwait(false);
        }
        catch (AmazonS3Exception none) when (none.StatusCode == HttpStatusCode.NotImplemented)
        {
            return null;
        }
    }

    private Task<T> OfBucket<T>(Func<Task<T>> call) => OfStore(place.Bucket, call);
}
