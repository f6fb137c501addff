using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Evenhand.Stores.Buckets;
using static Evenhand.Stores.Azure.AzureFailures;

namespace Evenhand.Stores.Azure;

/// <summary>
/// A container of Azure Blob Storage. What is cold lies where it lay, in another access tier. What is archived is brought back as a copy under
/// <c>restored/</c>, so that it counts as the cold thing that it is, and no early deletion is charged.
/// </summary>
internal sealed class AzureBucket(BlobContainerClient client, AzurePlace place) : IBucket
{
    private const string OfCopies = "restored/";

    /// <inheritdoc/>
    public int AtOnce => 4;

    /// <inheritdoc/>
    public async Task<Placed> PutAsync(
        string key,
        Side side,
        ReadOnlyMemory<byte> bytes,
        bool isOver,
        CancellationToken cancel
    )
    {
        var options = new BlobUploadOptions
        {
            AccessTier = TierOf(side),
            Conditions = AzureParts.Unless(isOver),
            TransferValidation = AzureParts.ByMd5,
        };
        var placed = await PlacedAsync(
                place.Container,
                async () =>
                {
                    var put = await Blob(key)
                        .UploadAsync(PartBytes.Of(bytes), options, cancel)
                        .ConfigureAwait(false);
                    return
                        put.Value.ContentHash?.AsSpan().SequenceEqual(PartBytes.Md5Of(bytes.Span))
                        == true
                        ? Placed.Proved
                        : Placed.Unproved;
                }
            )
            .ConfigureAwait(false);
        // Blocks that nobody committed count as something to some, but not where a blob is committed.
        return placed == Placed.Taken && await FindAsync(key, cancel).ConfigureAwait(false) is null
            ? await PutInPartsAsync(key, side, bytes, isOver, cancel).ConfigureAwait(false)
            : placed;
    }

    private async Task<Placed> PutInPartsAsync(
        string key,
        Side side,
        ReadOnlyMemory<byte> bytes,
        bool isOver,
        CancellationToken cancel
    )
    {
        var parts = await BeginAsync(key, side, isOver, cancel).ConfigureAwait(false);
        if (!bytes.IsEmpty)
            await parts.AddAsync(1, bytes, cancel).ConfigureAwait(false);
        return await parts.EndAsync(cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IParts> BeginAsync(string key, Side side, bool isOver, CancellationToken cancel) =>
        Task.FromResult<IParts>(
            new AzureParts(Blob(key), place.Container, TierOf(side)) { IsOver = isOver }
        );

    /// <inheritdoc/>
    public async Task<BucketItem?> FindAsync(string key, CancellationToken cancel) =>
        await LookAsync(Blob(key), cancel).ConfigureAwait(false) is { } its
            ? new BucketItem(
                key,
                its.ContentLength,
                SideOf(its.AccessTier, its.AccessTierInferred),
                its.LastModified
            )
            : null;

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string key, long from, CancellationToken cancel)
    {
        try
        {
            return await OpenAsync(Blob(key), from, cancel).ConfigureAwait(false);
        }
        catch (ColdException)
        {
            return await OpenAsync(CopyOf(key), from, cancel).ConfigureAwait(false)
                ?? throw new ColdException();
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string key, CancellationToken cancel)
    {
        await DeleteAsync(Blob(key), cancel).ConfigureAwait(false);
        await DeleteAsync(CopyOf(key), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> MoveAsync(string key, Side to, CancellationToken cancel)
    {
        if (await FindAsync(key, cancel).ConfigureAwait(false) is not { } there)
            return false;
        if (there.Side == to)
            return true;
        var tier = to == Side.Cold ? new AccessTier(place.Cold) : AccessTier.Hot;
        await OfStore(
                place.Container,
                () => Blob(key).SetAccessTierAsync(tier, cancellationToken: cancel)
            )
            .ConfigureAwait(false);
        var moved = await FindAsync(key, cancel).ConfigureAwait(false);
        if (moved is { } its && its.Side != to)
            throw new StoreException("the bytes are being brought back from cold storage");
        if (to == Side.Hot)
            await DeleteAsync(CopyOf(key), cancel).ConfigureAwait(false);
        return moved is not null;
    }

    /// <inheritdoc/>
    /// <remarks>A copy stays until it is returned.</remarks>
    public async Task<Restored> RestoreAsync(string key, TimeSpan stay, CancellationToken cancel)
    {
        var (blob, copy) = (Blob(key), CopyOf(key));
        if (await LookAsync(blob, cancel).ConfigureAwait(false) is not { } its)
            return Restored.None;
        if (!IsArchived(its))
            return Restored.Ready;
        if (await LookAsync(copy, cancel).ConfigureAwait(false) is { } there)
            return IsReady(there) ? Restored.Ready : Restored.Underway;
        await OfStore(
                place.Container,
                () =>
                    copy.StartCopyFromUriAsync(
                        blob.Uri,
                        new BlobCopyFromUriOptions
                        {
                            AccessTier = AccessTier.Hot,
                            RehydratePriority = RehydratePriority.Standard,
                        },
                        cancel
                    )
            )
            .ConfigureAwait(false);
        return await LookAsync(copy, cancel).ConfigureAwait(false) is { } begun && IsReady(begun)
            ? Restored.Ready
            : Restored.Underway;
    }

    /// <inheritdoc/>
    public Task ReturnAsync(string key, CancellationToken cancel) =>
        DeleteAsync(CopyOf(key), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BucketItem> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var pages = client
            .GetBlobsAsync(new GetBlobsOptions { Prefix = place.Prefix + prefix }, cancel)
            .GetAsyncEnumerator(cancel);
        await using (pages.ConfigureAwait(false))
            while (
                await OfStore(place.Container, () => pages.MoveNextAsync().AsTask())
                    .ConfigureAwait(false)
            )
            {
                var its = pages.Current;
                yield return new BucketItem(
                    its.Name[place.Prefix.Length..],
                    its.Properties.ContentLength ?? 0,
                    SideOf($"{its.Properties.AccessTier}", its.Properties.AccessTierInferred),
                    its.Properties.LastModified ?? default
                );
            }
    }

    /// <inheritdoc/>
    /// <remarks>The provider drops blocks that nobody committed after a week.</remarks>
    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel) =>
        Task.FromResult(0);

    /// <inheritdoc/>
    public void Dispose() { }

    private BlockBlobClient Blob(string key) => client.GetBlockBlobClient(place.Prefix + key);

    private BlockBlobClient CopyOf(string key) => Blob(OfCopies + key);

    private AccessTier? TierOf(Side side) =>
        side == Side.Cold ? new AccessTier(place.Cold) : (AccessTier?)null;

    /// <summary>A tier that nobody set is the account's own, and hot, whichever it is.</summary>
    private static Side SideOf(string? tier, bool? isInferred) =>
        isInferred != true && tier is "Cool" or "Cold" or "Archive" ? Side.Cold : Side.Hot;

    private static bool IsArchived(BlobProperties its) => its.AccessTier == $"{AccessTier.Archive}";

    private static bool IsReady(BlobProperties its) =>
        !IsArchived(its) && its.BlobCopyStatus is null or CopyStatus.Success;

    private Task<BlobProperties?> LookAsync(BlockBlobClient blob, CancellationToken cancel) =>
        OrNothing(
            place.Container,
            async () =>
                (
                    await blob.GetPropertiesAsync(cancellationToken: cancel).ConfigureAwait(false)
                ).Value
        );

    private Task<Stream?> OpenAsync(BlockBlobClient blob, long from, CancellationToken cancel) =>
        OrNothing(
            place.Container,
            async () =>
                (
                    await blob.DownloadStreamingAsync(
                            new BlobDownloadOptions { Range = new HttpRange(from) },
                            cancel
                        )
                        .ConfigureAwait(false)
                )
                    .Value
                    .Content
        );

    private Task<Response<bool>> DeleteAsync(BlockBlobClient blob, CancellationToken cancel) =>
        OfStore(place.Container, () => blob.DeleteIfExistsAsync(cancellationToken: cancel));
}
