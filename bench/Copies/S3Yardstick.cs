using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Amazon.S3.Transfer;
using Evenhand.Stores;

namespace Evenhand.Bench.Copies;

/// <summary>A bucket, beside the provider's own way of sending files, which sends ten parts at once and hashes nothing.</summary>
internal abstract class S3Yardstick : IYardstick
{
    private readonly TransferUtility transfer;
    private readonly List<string> theirs = [];
    private int next;

    protected S3Yardstick(StorePlace place, string credentials)
    {
        Place = place;
        new SharedCredentialsFile(credentials).TryGetProfile("default", out var profile);
        Credentials = profile.GetAWSCredentials(null).GetCredentials();
        Client = new AmazonS3Client(
            Credentials.AccessKey,
            Credentials.SecretKey,
            new AmazonS3Config
            {
                ServiceURL = place.Address("endpoint")?.AbsoluteUri,
                ForcePathStyle = place.Is("path-style"),
                AuthenticationRegion = place.Term("region") ?? "us-east-1",
            }
        );
        transfer = new TransferUtility(Client);
    }

    public string Name => "TransferUtility";

    protected StorePlace Place { get; }

    protected ImmutableCredentials Credentials { get; }

    protected AmazonS3Client Client { get; }

    public double LeastOf(int size) => 0.8;

    public abstract Task OursAsync(string file, Measured measured);

    public async Task TheirsAsync(string file)
    {
        var key = $"{Place.Prefix}theirs/{next++}";
        await transfer.UploadAsync(file, Place.Container, key);
        theirs.Add(key);
    }

    public virtual async Task ClearAsync()
    {
        foreach (var key in theirs)
            await Client.DeleteObjectAsync(Place.Container, key);
        theirs.Clear();
    }

    public virtual void Dispose()
    {
        transfer.Dispose();
        Client.Dispose();
    }
}
