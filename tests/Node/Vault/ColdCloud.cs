using System.Collections.Concurrent;
using Evenhand.Stores;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// The cold side of a provider that takes hours to bring bytes back, and ends what it brought back by itself: what lies there is not
/// read before. It outlives every store that is opened on it.
/// </summary>
/// <param name="clock">Its clock.</param>
/// <param name="takes">How long it takes.</param>
internal sealed class ColdCloud(Func<DateTimeOffset> clock, TimeSpan takes)
{
    private readonly ConcurrentDictionary<
        BlobId,
        (DateTimeOffset Ready, DateTimeOffset Ends)
    > asked = new();

    /// <summary>How often it was asked to begin.</summary>
    public int Begun { get; private set; }

    /// <summary>Of how many it has a copy that can be read, or makes one.</summary>
    public int Back => asked.Count(each => each.Value.Ends > clock());

    /// <summary>A store with this cold side.</summary>
    public IStore Over(IStore store) => new Store(store, this);

    private Restored Restore(BlobId id, TimeSpan stay)
    {
        var now = clock();
        if (!asked.TryGetValue(id, out var its) || its.Ends <= now)
        {
            Begun++;
            asked[id] = (now + takes, now + takes + stay);
            return Restored.Underway;
        }
        if (its.Ready > now)
            return Restored.Underway;
        asked[id] = (its.Ready, now + stay);
        return Restored.Ready;
    }

    private bool IsBack(BlobId id) =>
        asked.TryGetValue(id, out var its) && its.Ready <= clock() && clock() < its.Ends;

    private sealed class Store(IStore store, ColdCloud cloud) : IStore
    {
        public async Task<Stream?> OpenAsync(
            BlobId id,
            long from = 0,
            CancellationToken cancel = default
        ) =>
            await store.FindAsync(id, cancel) is { Side: Side.Cold } && !cloud.IsBack(id)
                ? throw new ColdException()
                : await store.OpenAsync(id, from, cancel);

        public async Task<Restored> RestoreAsync(
            BlobId id,
            TimeSpan stay,
            CancellationToken cancel = default
        ) =>
            await store.FindAsync(id, cancel) switch
            {
                null => Restored.None,
                { Side: Side.Hot } => Restored.Ready,
                _ => cloud.Restore(id, stay),
            };

        public Task ReturnAsync(BlobId id, CancellationToken cancel = default)
        {
            cloud.asked.TryRemove(id, out _);
            return store.ReturnAsync(id, cancel);
        }

        public Task<bool> DeleteAsync(BlobId id, CancellationToken cancel = default)
        {
            cloud.asked.TryRemove(id, out _);
            return store.DeleteAsync(id, cancel);
        }

        public Task<Measured> PutAsync(
            BlobId id,
            Stream bytes,
            CancellationToken cancel = default
        ) => store.PutAsync(id, bytes, cancel);

        public Task<long> LengthAsync(UploadName upload, CancellationToken cancel = default) =>
            store.LengthAsync(upload, cancel);

        public Task<long> AddAsync(
            UploadName upload,
            long offset,
            Stream bytes,
            CancellationToken cancel = default
        ) => store.AddAsync(upload, offset, bytes, cancel);

        public Task<Measured> FinishAsync(
            UploadName upload,
            BlobId id,
            CancellationToken cancel = default
        ) => store.FinishAsync(upload, id, cancel);

        public Task DropAsync(UploadName upload, CancellationToken cancel = default) =>
            store.DropAsync(upload, cancel);

        public Task<Blob?> FindAsync(BlobId id, CancellationToken cancel = default) =>
            store.FindAsync(id, cancel);

        public Task<bool> MoveAsync(BlobId id, Side to, CancellationToken cancel = default) =>
            store.MoveAsync(id, to, cancel);

        public IAsyncEnumerable<Blob> ListAsync(CancellationToken cancel = default) =>
            store.ListAsync(cancel);

        public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel = default) =>
            store.SweepAsync(before, cancel);
    }
}
