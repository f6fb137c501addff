using System.Globalization;
using System.Runtime.CompilerServices;

namespace Evenhand.Stores.Buckets;

/// <summary>
/// A store in a bucket, or in a part of one that begins with a name, which it has to itself. Bytes lie under <c>bytes/ID</c>; of an upload in
/// parts each piece lies under <c>unfinished/NAME/PLACE</c> by itself, since no provider lets anybody add a few bytes to what is there. What an upload has is
/// read and written once more when it is finished.
/// </summary>
internal sealed class BucketStore(IBucket bucket) : IStore, IDisposable
{
    private const string OfBytes = "bytes/";
    private const string OfUploads = "unfinished/";
    private const string Trial = "trial";

    /// <summary>Tries whether the bucket can be written to, read and cleared.</summary>
    /// <exception cref="StoreException">It cannot.</exception>
    public async Task TryAsync(CancellationToken cancel = default)
    {
        await bucket
            .PutAsync(Trial, Side.Hot, new byte[] { 1 }, isOver: true, cancel)
            .ConfigureAwait(false);
        var bytes = await bucket.OpenAsync(Trial, 0, cancel).ConfigureAwait(false);
        await using ((bytes ?? Stream.Null).ConfigureAwait(false))
            if (bytes is null)
                throw new StoreException("what is put into the bucket is not found there again");
        await bucket.DeleteAsync(Trial, cancel).ConfigureAwait(false);
        await foreach (var _ in bucket.ListAsync(Trial, cancel).ConfigureAwait(false))
            throw new StoreException("what is deleted from the bucket is still there");
    }

    /// <inheritdoc/>
    public async Task<Measured> PutAsync(
        BlobId id,
        Stream bytes,
        CancellationToken cancel = default
    )
    {
        var written = await bucket
            .WriteAsync(KeyOf(id), Side.Hot, bytes, isOver: false, expected: null, cancel)
            .ConfigureAwait(false);
        if (written is { Placed: not Placed.Taken, Measured: { } measured })
            return measured;
        var there =
            await OpenAsync(id, 0, cancel).ConfigureAwait(false)
            ?? throw new StoreException("what was there is not there any more");
        await using (there.ConfigureAwait(false))
            return await Hashing.CopyAsync(there, null, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<long> LengthAsync(UploadName upload, CancellationToken cancel = default) =>
        LengthOf(await PiecesAsync(upload, cancel).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<long> AddAsync(
        UploadName upload,
        long offset,
        Stream bytes,
        CancellationToken cancel = default
    )
    {
        var pieces = await PiecesAsync(upload, cancel).ConfigureAwait(false);
        if (LengthOf(pieces) is var length && length != offset)
            throw new WrongOffsetException(length);
        for (var isMore = true; isMore; )
        {
            using var part = new Part();
            try
            {
                isMore = await part.FillAsync(bytes, PartSizes.Least, cancel).ConfigureAwait(false);
            }
            finally
            {
                // What came before the source broke is kept; of an upload that has nothing yet that is something too.
                if (part.Length > 0 || length == 0 && pieces.Count == 0)
                    await bucket
                        .PutAsync(
                            KeyOf(upload, length),
                            Side.Hot,
                            part.Bytes,
                            isOver: true,
                            CancellationToken.None
                        )
                        .ConfigureAwait(false);
                length += part.Length;
            }
        }
        return length;
    }

    /// <inheritdoc/>
    public async Task<Measured> FinishAsync(
        UploadName upload,
        BlobId id,
        CancellationToken cancel = default
    )
    {
        var pieces = await PiecesAsync(upload, cancel).ConfigureAwait(false);
        if (pieces.Count == 0)
            throw new StoreException("there is no such upload");
        var whole = new Concatenated([.. pieces.Where(piece => piece.Bytes > 0)], Open);
        await using (whole.ConfigureAwait(false))
        {
            var written = await bucket
                .WriteAsync(KeyOf(id), Side.Hot, whole, isOver: true, expected: null, cancel)
                .ConfigureAwait(false);
            await DropAsync(upload, cancel).ConfigureAwait(false);
            return written.Measured!;
        }
    }

    /// <inheritdoc/>
    public async Task DropAsync(UploadName upload, CancellationToken cancel = default)
    {
        await foreach (
            var piece in bucket.ListAsync(FolderOf(upload), cancel).ConfigureAwait(false)
        )
            await bucket.DeleteAsync(piece.Key, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Blob?> FindAsync(BlobId id, CancellationToken cancel = default) =>
        await bucket.FindAsync(KeyOf(id), cancel).ConfigureAwait(false) is { } item
            ? new Blob(id, item.Bytes, item.Side, item.Since)
            : null;

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(
        BlobId id,
        long from = 0,
        CancellationToken cancel = default
    )
    {
        if (await bucket.FindAsync(KeyOf(id), cancel).ConfigureAwait(false) is not { } item)
            return null;
        var bytes = Open(item);
        bytes.Position = from;
        if (await bytes.BeginAsync(cancel).ConfigureAwait(false))
            return bytes;
        await bytes.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(BlobId id, CancellationToken cancel = default)
    {
        var wasThere = await bucket.FindAsync(KeyOf(id), cancel).ConfigureAwait(false) is not null;
        await bucket.DeleteAsync(KeyOf(id), cancel).ConfigureAwait(false);
        return wasThere;
    }

    /// <inheritdoc/>
    public Task<bool> MoveAsync(BlobId id, Side to, CancellationToken cancel = default) =>
        bucket.MoveAsync(KeyOf(id), to, cancel);

    /// <inheritdoc/>
    public Task<Restored> RestoreAsync(
        BlobId id,
        TimeSpan stay,
        CancellationToken cancel = default
    ) => bucket.RestoreAsync(KeyOf(id), stay, cancel);

    /// <inheritdoc/>
    public Task ReturnAsync(BlobId id, CancellationToken cancel = default) =>
        bucket.ReturnAsync(KeyOf(id), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Blob> ListAsync(
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await foreach (var item in bucket.ListAsync(OfBytes, cancel).ConfigureAwait(false))
            if (BlobId.TryParse(item.Key[OfBytes.Length..], out var id))
                yield return new Blob(id, item.Bytes, item.Side, item.Since);
    }

    /// <inheritdoc/>
    public async Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel = default)
    {
        var dropped = 0;
        foreach (var (folder, last) in await UploadsAsync(cancel).ConfigureAwait(false))
            if (last < before)
            {
                await foreach (var piece in bucket.ListAsync(folder, cancel).ConfigureAwait(false))
                    await bucket.DeleteAsync(piece.Key, cancel).ConfigureAwait(false);
                dropped++;
            }
        return dropped + await bucket.SweepAsync(before, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => bucket.Dispose();

    private static string KeyOf(BlobId id) => $"{OfBytes}{id}";

    private static string FolderOf(UploadName upload) => $"{OfUploads}{upload}/";

    /// <summary>The key of a piece: the order of keys is that of places.</summary>
    private static string KeyOf(UploadName upload, long place) =>
        FolderOf(upload) + place.ToString("D19", CultureInfo.InvariantCulture);

    private FarStream Open(BucketItem item) =>
        new(item.Bytes, (from, cancel) => bucket.OpenAsync(item.Key, from, cancel));

    /// <summary>The pieces of an upload that follow one another from its beginning; what two who added at once left beside them is none.</summary>
    private async Task<List<BucketItem>> PiecesAsync(UploadName upload, CancellationToken cancel)
    {
        var (pieces, length) = (new List<BucketItem>(), 0L);
        await foreach (
            var piece in bucket.ListAsync(FolderOf(upload), cancel).ConfigureAwait(false)
        )
            if (piece.Key == KeyOf(upload, length))
            {
                pieces.Add(piece);
                length += piece.Bytes;
            }
        return pieces;
    }

    private static long LengthOf(List<BucketItem> pieces) => pieces.Sum(piece => piece.Bytes);

    /// <summary>The uploads that are under way, and when something was last added to each.</summary>
    private async Task<Dictionary<string, DateTimeOffset>> UploadsAsync(CancellationToken cancel)
    {
        var uploads = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var piece in bucket.ListAsync(OfUploads, cancel).ConfigureAwait(false))
        {
            var folder = piece.Key[..(piece.Key.LastIndexOf('/') + 1)];
            if (!uploads.TryGetValue(folder, out var last) || last < piece.Since)
                uploads[folder] = piece.Since;
        }
        return uploads;
    }
}
