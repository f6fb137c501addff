using System.Runtime.CompilerServices;
using Evenhand.Stores;

namespace Evenhand.Tests.Node.Vault;

/// <summary>A store that passes everything on to another, and tells a test of each call before and after it.</summary>
internal sealed class FaultyStore(IStore store) : IStore
{
    /// <summary>Told of a call before it is made; what it throws is the call's.</summary>
    public Func<string, int> Before { get; set; } = _ => 0;

    /// <summary>Told of a call after it was made; what it throws is the call's.</summary>
    public Func<string, int> After { get; set; } = _ => 0;

    public Task<Measured> PutAsync(BlobId id, Stream bytes, CancellationToken cancel = default) =>
        PassAsync(() => store.PutAsync(id, bytes, cancel));

    public Task<long> LengthAsync(UploadName upload, CancellationToken cancel = default) =>
        PassAsync(() => store.LengthAsync(upload, cancel));

    public Task<long> AddAsync(
        UploadName upload,
        long offset,
        Stream bytes,
        CancellationToken cancel = default
    ) => PassAsync(() => store.AddAsync(upload, offset, bytes, cancel));

    public Task<Measured> FinishAsync(
        UploadName upload,
        BlobId id,
        CancellationToken cancel = default
    ) => PassAsync(() => store.FinishAsync(upload, id, cancel));

    public Task DropAsync(UploadName upload, CancellationToken cancel = default) =>
        PassAsync(async () =>
        {
            await store.DropAsync(upload, cancel);
            return true;
        });

    public Task<Blob?> FindAsync(BlobId id, CancellationToken cancel = default) =>
        PassAsync(() => store.FindAsync(id, cancel));

    public Task<Stream?> OpenAsync(BlobId id, long from = 0, CancellationToken cancel = default) =>
        PassAsync(() => store.OpenAsync(id, from, cancel));

    public Task<bool> DeleteAsync(BlobId id, CancellationToken cancel = default) =>
        PassAsync(() => store.DeleteAsync(id, cancel));

    public Task<bool> MoveAsync(BlobId id, Side to, CancellationToken cancel = default) =>
        PassAsync(() => store.MoveAsync(id, to, cancel));

    public Task<Restored> RestoreAsync(
        BlobId id,
        TimeSpan stay,
        CancellationToken cancel = default
    ) => PassAsync(() => store.RestoreAsync(id, stay, cancel));

    public Task ReturnAsync(BlobId id, CancellationToken cancel = default) =>
        PassAsync(async () =>
        {
            await store.ReturnAsync(id, cancel);
            return true;
        });

    public async IAsyncEnumerable<Blob> ListAsync(
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        Before(nameof(ListAsync));
        await foreach (var blob in store.ListAsync(cancel))
            yield return blob;
    }

    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        PassAsync(() => store.SweepAsync(before, cancel));

    private async Task<T> PassAsync<T>(Func<Task<T>> call, [CallerMemberName] string name = "")
    {
        Before(name);
        var result = await call();
        After(name);
        return result;
    }
}
