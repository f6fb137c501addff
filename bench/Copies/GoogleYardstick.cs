using System.Collections.Immutable;
using Evenhand.Stores;
using Evenhand.Tests.Stores.Google;
using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;

namespace Evenhand.Bench.Copies;

/// <summary>A customer's bucket of Google Cloud Storage, a double of it in this process, beside the client's own upload; both are held against the checksum of the whole.</summary>
internal sealed class GoogleYardstick : IYardstick
{
    private readonly GoogleDouble google;
    private readonly StorageClient client;
    private readonly TargetCopies copies;
    private readonly List<string> theirs = [];
    private int next;

    public GoogleYardstick()
    {
        google = GoogleDouble.StartAsync().Result;
        var key = google.Credentials();
        client = new StorageClientBuilder
        {
            BaseUri = new Uri(google.Address, "storage/v1/").AbsoluteUri,
            GoogleCredential = CredentialFactory
                .FromFile<ServiceAccountCredential>(key)
                .ToGoogleCredential(),
        }.Build();
        copies = new TargetCopies(
            "google-cloud",
            ImmutableSortedDictionary<string, string>
                .Empty.Add("bucket", GoogleDouble.Bucket)
                .Add("endpoint", google.Address.AbsoluteUri),
            ImmutableSortedDictionary<string, string>.Empty.Add(
                "credentials",
                File.ReadAllText(key)
            )
        );
    }

    public string Name => "StorageClient.UploadObject";

    public int Large => 128 << 20;

    public double LeastOf(int size) => 0.8;

    public Task OursAsync(string file, Measured measured) => copies.MakeAsync(file, measured);

    public async Task TheirsAsync(string file)
    {
        var name = $"theirs/{next++}";
        await using var bytes = File.OpenRead(file);
        await client.UploadObjectAsync(GoogleDouble.Bucket, name, null, bytes);
        theirs.Add(name);
    }

    public async Task ClearAsync()
    {
        foreach (var name in copies.Names.Concat(theirs))
            await client.DeleteObjectAsync(GoogleDouble.Bucket, name);
        copies.Names.Clear();
        theirs.Clear();
    }

    public void Dispose()
    {
        copies.Dispose();
        client.Dispose();
        google.DisposeAsync().AsTask().Wait();
    }
}
