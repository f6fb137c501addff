namespace Evenhand.Stores;

/// <summary>
/// Keeps bytes under ids. What is put is there whole, or not at all; what an answer says is durable. Any number of threads may
/// call; doing something twice is as doing it once.
/// </summary>
public interface IStore
{
    /// <summary>Takes in bytes as they come, to the hot side.</summary>
    /// <param name="id">Their id, under which nothing is yet; where something is, it stays as it is, and is measured.</param>
    /// <param name="bytes">The bytes, read once, from where it stands to its end.</param>
    /// <param name="cancel">Ends the reading; nothing is there then.</param>
    /// <returns>How many there are, and their hash, once they are durable.</returns>
    /// <exception cref="StoreException">They cannot be kept; nothing is there.</exception>
    Task<Measured> PutAsync(BlobId id, Stream bytes, CancellationToken cancel = default);

    /// <summary>How many bytes of an upload in parts are durable; 0 where none are.</summary>
    /// <exception cref="StoreException">That cannot be said.</exception>
    Task<long> LengthAsync(UploadName upload, CancellationToken cancel = default);

    /// <summary>
    /// Adds bytes to an upload in parts. What came before the source broke off is kept, so that the sender may go on from there.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="offset">Where they belong: as many as are durable.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>How many are durable now.</returns>
    /// <exception cref="WrongOffsetException">So many are not there, or more.</exception>
    /// <exception cref="StoreException">They cannot be kept.</exception>
    Task<long> AddAsync(
        UploadName upload,
        long offset,
        Stream bytes,
        CancellationToken cancel = default
    );

    /// <summary>Makes what an upload in parts has an id's bytes, on the hot side; the upload is there no more.</summary>
    /// <returns>How many there are, and their hash, once they are durable.</returns>
    /// <exception cref="StoreException">There is no such upload, or it cannot be kept.</exception>
    Task<Measured> FinishAsync(UploadName upload, BlobId id, CancellationToken cancel = default);

    /// <summary>Drops an upload in parts; one that is not there is no matter.</summary>
    /// <exception cref="StoreException">It cannot be dropped.</exception>
    Task DropAsync(UploadName upload, CancellationToken cancel = default);

    /// <summary>What lies under an id; null for nothing.</summary>
    /// <exception cref="StoreException">That cannot be said.</exception>
    Task<Blob?> FindAsync(BlobId id, CancellationToken cancel = default);

    /// <summary>Reads bytes; null where nothing lies under the id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="from">The place of the first byte wanted, up to the number of bytes there.</param>
    /// <param name="cancel">Ends the opening.</param>
    /// <exception cref="ColdException">They lie on the cold side, and are not brought back.</exception>
    /// <exception cref="StoreException">They cannot be read.</exception>
    Task<Stream?> OpenAsync(BlobId id, long from = 0, CancellationToken cancel = default);

    /// <summary>Deletes bytes, and what was brought back of them; ones that are not there are no matter.</summary>
    /// <returns>Whether they were there.</returns>
    /// <exception cref="StoreException">They cannot be deleted.</exception>
    Task<bool> DeleteAsync(BlobId id, CancellationToken cancel = default);

    /// <summary>Moves bytes to a side; where they lie there they stay.</summary>
    /// <returns>Whether there are any.</returns>
    /// <exception cref="StoreException">They cannot be moved.</exception>
    Task<bool> MoveAsync(BlobId id, Side to, CancellationToken cancel = default);

    /// <summary>
    /// Has bytes of the cold side brought back to be read for a while, where that was not begun, and says how far it is. What lies on the
    /// hot side is ready; what is ready stays so for that long anew.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="stay">How long they are to be read at least, once they are.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="StoreException">They cannot be brought back.</exception>
    Task<Restored> RestoreAsync(BlobId id, TimeSpan stay, CancellationToken cancel = default);

    /// <summary>Bytes that were brought back are needed no more; where none are it is no matter.</summary>
    /// <exception cref="StoreException">That cannot be done.</exception>
    Task ReturnAsync(BlobId id, CancellationToken cancel = default);

    /// <summary>All that lies under ids, in the order of ids. What is put or deleted meanwhile may be missed.</summary>
    /// <exception cref="StoreException">It cannot be listed.</exception>
    IAsyncEnumerable<Blob> ListAsync(CancellationToken cancel = default);

    /// <summary>Drops what broke off before an instant and nobody took up again.</summary>
    /// <returns>How many were dropped.</returns>
    /// <exception cref="StoreException">It cannot be looked through.</exception>
    Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel = default);
}
