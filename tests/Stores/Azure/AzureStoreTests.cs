using Evenhand.Stores;
using Evenhand.Stores.Azure;
using Evenhand.Stores.Buckets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.Azure;

/// <summary>The store in a container of Azure Blob Storage, against a real server, and what it alone promises.</summary>
public sealed class AzureStoreTests : BucketStoreContract
{
    private readonly AzurePlace place = AzureServer.NewPlace();

    internal override IBucket OpenBucket() => BucketOf(place with { Cold = "Cool" });

    [Fact]
    public async Task What_is_archived_is_read_as_a_copy_until_that_is_returned()
    {
        var (store, id, bytes) = (Open(BucketOf(place)), BlobId.Fresh(), Some(1_000));
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.None);
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Ready);
        await store.MoveAsync(id, Side.Cold, Ends);
        await Should.ThrowAsync<ColdException>(() => store.OpenAsync(id, 0, Ends));

        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Ready);
        (await ReadAsync(store, id, 3)).ShouldBe(bytes[3..]);
        (await store.FindAsync(id, Ends))!.Side.ShouldBe(Side.Cold);
        (await store.ListAsync(Ends).ToListAsync(Ends)).Single().Side.ShouldBe(Side.Cold);
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Ready);
        await store.ReturnAsync(id, Ends);
        await Should.ThrowAsync<ColdException>(() => store.OpenAsync(id, 0, Ends));
        await store.ReturnAsync(id, Ends);
    }

    [Fact]
    public async Task What_is_deleted_or_moves_back_leaves_no_copy()
    {
        var bucket = BucketOf(place);
        var store = Open(bucket);
        foreach (
            var end in (Func<BlobId, Task>[])
                [id => store.DeleteAsync(id, Ends), id => store.MoveAsync(id, Side.Hot, Ends)]
        )
        {
            var id = BlobId.Fresh();
            await store.PutAsync(id, new MemoryStream(Some(10)), Ends);
            await store.MoveAsync(id, Side.Cold, Ends);
            await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends);
            (await bucket.ListAsync("restored/", Ends).CountAsync(Ends)).ShouldBe(1);
            await end(id);
            (await bucket.ListAsync("restored/", Ends).CountAsync(Ends)).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(
        "another",
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        "ContainerNotFound"
    )]
    [InlineData(AzureServer.Container, "AAAA", "AuthorizationFailure")]
    [InlineData(AzureServer.Container, "no key!", "neither a connection string nor a key")]
    public async Task A_container_that_cannot_be_used_is_told_at_once(
        string container,
        string key,
        string why
    )
    {
        var text =
            $"azure://{container}/x?account={AzureServer.Account}&endpoint={Uri.EscapeDataString(AzureServer.Address.AbsoluteUri)}";
        var wrong = await Should.ThrowAsync<StoreException>(() =>
            StoreOpening.OpenAsync(StorePlace.Parse(text), AzureServer.Credentials(key), Ends)
        );
        wrong.Message.ShouldContain(why);
        wrong.Message.ShouldNotContain("x-ms-request-id");
    }

    [Fact]
    public async Task A_key_whose_account_is_not_said_and_no_key_at_all_are_told()
    {
        var place = StorePlace.Parse("azure://things");
        (
            await Should.ThrowAsync<StoreException>(() =>
                StoreOpening.OpenAsync(place, AzureServer.Credentials("AAAA"), Ends)
            )
        ).Message.ShouldContain("account=");
        (
            await Should.ThrowAsync<StoreException>(() =>
                StoreOpening.OpenAsync(place, "/nowhere/at/all", Ends)
            )
        ).Message.ShouldContain("/nowhere/at/all");
    }

    private static AzureBucket BucketOf(AzurePlace place) => new(AzureClient.Of(place), place);
}
