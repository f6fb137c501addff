using Evenhand.Stores;
using Evenhand.Stores.Buckets;
using Evenhand.Stores.Google;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Google;

/// <summary>The store in a bucket of Google Cloud Storage, against a double of its JSON API, and what it alone promises.</summary>
public sealed class GoogleStoreTests : BucketStoreContract, IAsyncLifetime
{
    private GoogleDouble google = null!;
    private GooglePlace place = null!;

    private string Address => Uri.EscapeDataString(google.Address.AbsoluteUri);

    public async ValueTask InitializeAsync()
    {
        google = await GoogleDouble.StartAsync();
        place = new GooglePlace(GoogleDouble.Bucket, "of/")
        {
            Endpoint = google.Address,
            Credentials = google.Credentials(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await google.DisposeAsync();
    }

    internal override IBucket OpenBucket() =>
        new GoogleBucket(GoogleClient.OfAsync(place, Ends).Result, place);

    [Fact]
    public async Task What_is_archived_is_read_at_once()
    {
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), Some(100));
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.None);
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        await store.MoveAsync(id, Side.Cold, Ends);
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Ready);
        (await ReadAsync(store, id, 0)).ShouldBe(bytes);
        await store.ReturnAsync(id, Ends);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_not_ended()
    {
        await Should.ThrowAsync<IOException>(() =>
            OpenStore().PutAsync(BlobId.Fresh(), new BreakingStream(Large), Ends)
        );
        google.Unfinished.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_provider_refuses_is_told_while_it_is_sent()
    {
        var store = OpenStore();
        await store.FindAsync(BlobId.Fresh(), Ends);
        google.Fails = 507;
        var wrong = await Should.ThrowAsync<StoreException>(() =>
            store.PutAsync(BlobId.Fresh(), new MemoryStream(Some(Large)), Ends)
        );
        (wrong.LacksRoom, wrong.Message).ShouldBe(
            (true, $"the bucket {GoogleDouble.Bucket} answered 507: it fails")
        );
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_used_is_told_at_once()
    {
        (await WrongAsync($"gcs://another?endpoint={Address}", place.Credentials!)).ShouldContain(
            "The specified bucket does not exist"
        );
        google.Fails = 403;
        (
            await WrongAsync($"gcs://{GoogleDouble.Bucket}?endpoint={Address}", place.Credentials!)
        ).ShouldContain("403");
        (await WrongAsync($"gcs://{GoogleDouble.Bucket}", "/nowhere/at/all")).ShouldContain(
            "/nowhere/at/all"
        );
    }

    private static async Task<string> WrongAsync(string place, string credentials) =>
        (
            await Should.ThrowAsync<StoreException>(() =>
                StoreOpening.OpenAsync(StorePlace.Parse(place), credentials, Ends)
            )
        ).Message;
}
