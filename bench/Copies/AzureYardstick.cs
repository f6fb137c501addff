using System.Collections.Immutable;
using Azure.Storage;
using Azure.Storage.Blobs;
using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>
/// A customer's container of Azure Blob Storage, beside the client's own upload. Of what comes in blocks the provider makes no checksum: it is read back, and goes
/// over the line twice.
/// </summary>
internal sealed class AzureYardstick : IYardstick
{
    private const int InBlocks = 5 << 20;

    private readonly BlobContainerClient client;
    private readonly StorePlace place;
    private readonly TargetCopies copies;
    private readonly List<string> theirs = [];
    private int next;

    public AzureYardstick(StorePlace place, string keyFile)
    {
        this.place = place;
        var (account, key) = (place.Term("account")!, File.ReadAllText(keyFile).Trim());
        var endpoint = place.Address("endpoint")!;
        client = new BlobContainerClient(
            new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{place.Container}"),
            new StorageSharedKeyCredential(account, key)
        );
        client.CreateIfNotExists();
        copies = new TargetCopies(
            "azure",
            ImmutableSortedDictionary<string, string>
                .Empty.Add("account", account)
                .Add("container", place.Container)
                .Add("folder", place.Prefix)
                .Add("endpoint", endpoint.AbsoluteUri),
            ImmutableSortedDictionary<string, string>.Empty.Add("key", key)
        );
    }

    public string Name => "BlobClient.Upload";

    public double LeastOf(int size) => size < InBlocks ? 0.8 : 0.4;

    public Task OursAsync(string file, Measured measured) => copies.MakeAsync(file, measured);

    public async Task TheirsAsync(string file)
    {
        var name = $"{place.Prefix}theirs/{next++}";
        await client.GetBlobClient(name).UploadAsync(file);
        theirs.Add(name);
    }

    public async Task ClearAsync()
    {
        foreach (var name in copies.Names.Select(name => place.Prefix + name).Concat(theirs))
            await client.DeleteBlobIfExistsAsync(name);
        copies.Names.Clear();
        theirs.Clear();
    }

    public void Dispose() => copies.Dispose();
}
