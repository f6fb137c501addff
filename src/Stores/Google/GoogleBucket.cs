using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Evenhand.Stores.Buckets;
using Google.Cloud.Storage.V1;
using static Evenhand.Stores.Google.GoogleFailures;
using Thing = Google.Apis.Storage.v1.Data.Object;

namespace Evenhand.Stores.Google;

/// <summary>A bucket of Google Cloud Storage. What is cold lies where it lay, in another storage class, and is read at once.</summary>
internal sealed class GoogleBucket(StorageClient client, GooglePlace place) : IBucket
{
    private const string Media = "application/octet-stream";
    private const string Hot = "STANDARD";

    /// <inheritdoc/>
    /// <remarks>Pieces of an upload follow one another.</remarks>
    public int AtOnce => 1;

    /// <inheritdoc/>
    public Task<Placed> PutAsync(
        string key,
        Side side,
        ReadOnlyMemory<byte> bytes,
        bool isOver,
        CancellationToken cancel
    )
    {
        var sum = new Crc32C();
        sum.Append(bytes.Span);
        return PlacedAsync(
            place.Bucket,
            sum,
            () =>
                client.UploadObjectAsync(
                    Of(key, side),
                    PartBytes.Of(bytes),
                    GoogleParts.Unless(isOver),
                    cancel
                )
        );
    }

    /// <inheritdoc/>
    public Task<IParts> BeginAsync(string key, Side side, bool isOver, CancellationToken cancel) =>
        Task.FromResult<IParts>(new GoogleParts(client, Of(key, side), isOver));

    /// <inheritdoc/>
    public async Task<BucketItem?> FindAsync(string key, CancellationToken cancel) =>
        await OrNothing(
                place.Bucket,
                () =>
                    client.GetObjectAsync(
                        place.Bucket,
                        place.Prefix + key,
                        cancellationToken: cancel
                    )
            )
            .ConfigureAwait(false)
            is { } its
            ? ItemOf(its)
            : null;

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, long from, CancellationToken cancel) =>
        OfStore(place.Bucket, () => DownloadAsync(key, from, cancel));

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancel) =>
        OrNothing(
            place.Bucket,
            async () =>
            {
                await client
                    .DeleteObjectAsync(place.Bucket, place.Prefix + key, cancellationToken: cancel)
                    .ConfigureAwait(false);
                return key;
            }
        );

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(string key, Side to, CancellationToken cancel)
    {
        if (await FindAsync(key, cancel).ConfigureAwait(false) is not { } there)
            return false;
        if (there.Side == to)
            return true;
        var name = place.Prefix + key;
        var options = new CopyObjectOptions
        {
            ExtraMetadata = new Thing { StorageClass = ClassOf(to), ContentType = Media },
        };
        return await OrNothing(
                place.Bucket,
                () =>
                    client.CopyObjectAsync(place.Bucket, name, place.Bucket, name, options, cancel)
            )
            .ConfigureAwait(false)
            is not null;
    }

    /// <inheritdoc/>
    /// <remarks>What is cold is read at once.</remarks>
    public async Task<Restored> RestoreAsync(string key, TimeSpan stay, CancellationToken cancel) =>
        await FindAsync(key, cancel).ConfigureAwait(false) is null ? Restored.None : Restored.Ready;

    /// <inheritdoc/>
    public Task ReturnAsync(string key, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<BucketItem> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var things = client
            .ListObjectsAsync(place.Bucket, place.Prefix + prefix)
            .GetAsyncEnumerator(cancel);
        await using (things.ConfigureAwait(false))
            while (
                await OfStore(place.Bucket, () => things.MoveNextAsync().AsTask())
                    .ConfigureAwait(false)
            )
                yield return ItemOf(things.Current);
    }

    /// <inheritdoc/>
    /// <remarks>The provider drops uploads that nobody ended after a week.</remarks>
    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel) =>
        Task.FromResult(0);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private string? ClassOf(Side side) =>
        side == Side.Cold ? place.Cold
        : place.HasSides ? Hot
        : null;

    private Thing Of(string key, Side side) =>
        new()
        {
            Bucket = place.Bucket,
            Name = place.Prefix + key,
            ContentType = Media,
            StorageClass = ClassOf(side),
        };

    private BucketItem ItemOf(Thing its) =>
        new(
            its.Name[place.Prefix.Length..],
            (long)(its.Size ?? 0),
            its.StorageClass is "NEARLINE" or "COLDLINE" or "ARCHIVE" ? Side.Cold : Side.Hot,
            its.UpdatedDateTimeOffset ?? default
        );

    /// <summary>Reads by the client's own connection, since its methods write to a stream and give none.</summary>
    private async Task<Stream?> DownloadAsync(string key, long from, CancellationToken cancel)
    {
        var name = Uri.EscapeDataString(place.Prefix + key);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{client.Service.BaseUri}b/{place.Bucket}/o/{name}?alt=media"
        );
        request.Headers.Range = new RangeHeaderValue(from, null);
        var answer = await client
            .Service.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel)
            .ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            answer.Dispose();
            return null;
        }
        if (!answer.IsSuccessStatusCode)
        {
            var status = (int)answer.StatusCode;
            answer.Dispose();
            throw new StoreException($"the bucket {place.Bucket} answered {status}");
        }
        return await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
    }
}
