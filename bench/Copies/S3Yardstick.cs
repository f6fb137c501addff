using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Amazon.S3.Transfer;
using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>A bucket: our store, beside the provider's own way of sending files, which sends ten parts at once and hashes nothing.</summary>
internal sealed class S3Yardstick : IYardstick
{
    private readonly IStore store;
    private readonly StorePlace place;
    private readonly AmazonS3Client client;
    private readonly TransferUtility transfer;
    private readonly List<BlobId> ours = [];
    private readonly List<string> theirs = [];
    private int next;

    public S3Yardstick(StorePlace place, string credentials)
    {
        this.place = place;
        store = StoreOpening.OpenAsync(place, credentials).Result;
        new SharedCredentialsFile(credentials).TryGetProfile("default", out var profile);
        client = new AmazonS3Client(
            profile.GetAWSCredentials(null),
            new AmazonS3Config
            {
                ServiceURL = place.Address("endpoint")?.AbsoluteUri,
                ForcePathStyle = place.Is("path-style"),
                AuthenticationRegion = place.Term("region") ?? "us-east-1",
            }
        );
        transfer = new TransferUtility(client);
    }

    public string Name => "TransferUtility";

    public double Least => 0.8;

    public async Task OursAsync(string file, Measured measured)
    {
        await using var bytes = File.OpenRead(file);
        var id = BlobId.Fresh();
        if (await store.PutAsync(id, bytes) != measured)
            throw new InvalidOperationException("it came otherwise");
        ours.Add(id);
    }

    public async Task TheirsAsync(string file)
    {
        var key = $"{place.Prefix}theirs/{next++}";
        await transfer.UploadAsync(file, place.Container, key);
        theirs.Add(key);
    }

    public async Task ClearAsync()
    {
        foreach (var id in ours)
            await store.DeleteAsync(id);
        foreach (var key in theirs)
            await client.DeleteObjectAsync(place.Container, key);
        ours.Clear();
        theirs.Clear();
    }

    public void Dispose()
    {
        transfer.Dispose();
        client.Dispose();
        (store as IDisposable)?.Dispose();
    }
}
