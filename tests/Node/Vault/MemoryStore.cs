using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Evenhand.Stores;

namespace Evenhand.Tests.Node.Vault;

/// <summary>A store in memory, for so many small things that a disk would take its time. It knows no uploads in parts.</summary>
internal sealed class MemoryStore : IStore
{
    private readonly ConcurrentDictionary<BlobId, (byte[] Bytes, Side Side)> all = new();

    /// <summary>How many bytes lie there under so many ids.</summary>
    public (int Count, long Size) Lying =>
        (all.Count, all.Values.Sum(each => (long)each.Bytes.Length));

    public async Task<Measured> PutAsync(
        BlobId id,
        Stream bytes,
        CancellationToken cancel = default
    )
    {
        using var whole = new MemoryStream();
        await bytes.CopyToAsync(whole, cancel);
        whole.Position = 0;
        all[id] = (whole.ToArray(), Side.Hot);
        return await Hashing.CopyAsync(whole, null, cancel);
    }

    public Task<Blob?> FindAsync(BlobId id, CancellationToken cancel = default) =>
        Task.FromResult(all.TryGetValue(id, out var its) ? Of(id, its) : null);

    public Task<Stream?> OpenAsync(BlobId id, long from = 0, CancellationToken cancel = default) =>
        Task.FromResult<Stream?>(
            all.TryGetValue(id, out var its)
                ? new MemoryStream(its.Bytes, writable: false) { Position = from }
                : null
        );

    public Task<bool> DeleteAsync(BlobId id, CancellationToken cancel = default) =>
        Task.FromResult(all.TryRemove(id, out _));

    public Task<bool> MoveAsync(BlobId id, Side to, CancellationToken cancel = default)
    {
        var isThere = all.TryGetValue(id, out var its);
        if (isThere)
            all[id] = (its.Bytes, to);
        return Task.FromResult(isThere);
    }

    public Task<Restored> RestoreAsync(
        BlobId id,
        TimeSpan stay,
        CancellationToken cancel = default
    ) => Task.FromResult(all.ContainsKey(id) ? Restored.Ready : Restored.None);

    public Task ReturnAsync(BlobId id, CancellationToken cancel = default) => Task.CompletedTask;

    public async IAsyncEnumerable<Blob> ListAsync(
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await Task.CompletedTask;
        foreach (var (id, its) in all.OrderBy(each => each.Key))
            yield return Of(id, its);
    }

    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        Task.FromResult(0);

    public Task<long> LengthAsync(UploadName upload, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    public Task<long> AddAsync(
        UploadName upload,
        long offset,
        Stream bytes,
        CancellationToken cancel = default
    ) => throw new NotSupportedException();

    public Task<Measured> FinishAsync(
        UploadName upload,
        BlobId id,
        CancellationToken cancel = default
    ) => throw new NotSupportedException();

    public Task DropAsync(UploadName upload, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    private static Blob Of(BlobId id, (byte[] Bytes, Side Side) its) =>
        new(id, its.Bytes.Length, its.Side, DateTimeOffset.UnixEpoch);
}
