using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>Our store in a bucket.</summary>
internal sealed class S3StoreYardstick(StorePlace place, string credentials)
    : S3Yardstick(place, credentials)
{
    private readonly IStore store = StoreOpening.OpenAsync(place, credentials).Result;
    private readonly List<BlobId> ours = [];

    public override async Task OursAsync(string file, Measured measured)
    {
        await using var bytes = File.OpenRead(file);
        var id = BlobId.Fresh();
        if (await store.PutAsync(id, bytes) != measured)
            throw new InvalidOperationException("it came otherwise");
        ours.Add(id);
    }

    public override async Task ClearAsync()
    {
        foreach (var id in ours)
            await store.DeleteAsync(id);
        ours.Clear();
        await base.ClearAsync();
    }

    public override void Dispose()
    {
        (store as IDisposable)?.Dispose();
        base.Dispose();
    }
}
