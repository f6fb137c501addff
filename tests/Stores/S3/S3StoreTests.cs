using Evenhand.Stores;
using Evenhand.Stores.Buckets;
using Evenhand.Stores.S3;
using Evenhand.Tests.Stores.Targets;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.S3;

/// <summary>The store in a bucket that speaks the protocol of Amazon S3, against a real server, and what it alone promises.</summary>
public sealed class S3StoreTests : BucketStoreContract
{
    private readonly S3Place place = S3Server.NewPlace();

    internal override IBucket OpenBucket() => new S3Bucket(S3Client.Of(place), place);

    [Fact]
    public async Task What_is_too_large_to_be_copied_is_moved_all_the_same()
    {
        var bucket = new S3Bucket(S3Client.Of(place), place) { MostCopied = 100 };
        var (store, id, bytes) = (Open(bucket), BlobId.Fresh(), Some(Large));
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        (await store.MoveAsync(id, Side.Cold, Ends)).ShouldBeTrue();
        (await store.FindAsync(id, Ends))!.Side.ShouldBe(Side.Cold);
        (await ReadAsync(store, id, 5)).ShouldBe(bytes[5..]);
    }

    [Fact]
    public async Task What_is_archived_is_read_when_it_is_back_and_for_as_long_as_was_said()
    {
        var clock = new FakeTimeProvider();
        var glacier = new Glacier(clock, TimeSpan.FromHours(4));
        var its = place with { Cold = "GLACIER" };
        var store = Open(new S3Bucket(S3Server.Through(its, glacier), its));
        var (id, bytes) = (BlobId.Fresh(), Some(100));
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.None);
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Ready);
        await store.MoveAsync(id, Side.Cold, Ends);
        glacier.Classes.Single().Value.ShouldBe("GLACIER");

        await Should.ThrowAsync<ColdException>(() => store.OpenAsync(id, 0, Ends));
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Underway);
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Underway);
        clock.Advance(TimeSpan.FromHours(4));
        (await ReadAsync(store, id, 1)).ShouldBe(bytes[1..]);
        (await store.FindAsync(id, Ends))!.Side.ShouldBe(Side.Cold);
        clock.Advance(TimeSpan.FromDays(6));
        (await store.RestoreAsync(id, TimeSpan.FromDays(7), Ends)).ShouldBe(Restored.Ready);
        clock.Advance(TimeSpan.FromDays(6));
        (await ReadAsync(store, id, 0)).ShouldBe(bytes);
        clock.Advance(TimeSpan.FromDays(2));
        await Should.ThrowAsync<ColdException>(() => store.OpenAsync(id, 0, Ends));
    }

    [Fact]
    public async Task What_is_archived_moves_back_when_it_can_be_read()
    {
        var clock = new FakeTimeProvider();
        var its = place with { Cold = "DEEP_ARCHIVE" };
        var store = Open(
            new S3Bucket(S3Server.Through(its, new Glacier(clock, TimeSpan.FromHours(12))), its)
        );
        var (id, bytes) = (BlobId.Fresh(), Some(100));
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        await store.MoveAsync(id, Side.Cold, Ends);
        (
            await Should.ThrowAsync<StoreException>(() => store.MoveAsync(id, Side.Hot, Ends))
        ).Message.ShouldContain("being brought back");
        clock.Advance(TimeSpan.FromHours(13));
        (await store.MoveAsync(id, Side.Hot, Ends)).ShouldBeTrue();
        (await ReadAsync(store, id, 0)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task What_lies_there_stays_whether_a_provider_knows_conditions_or_not(
        bool isIgnored,
        int requests
    )
    {
        var counting = new Counting(isIgnored);
        var store = Open(new S3Bucket(S3Server.Through(place, counting), place));
        await store.PutAsync(BlobId.Fresh(), new MemoryStream(Some(10)), Ends);
        var (id, bytes) = (BlobId.Fresh(), Some(10));
        counting.Count = 0;
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        counting.Count.ShouldBe(requests);
        foreach (var length in (int[])[20, Large])
            (await store.PutAsync(id, new MemoryStream(Some(length)), Ends)).ShouldBe(
                new Measured(10, HashOf(bytes))
            );
        (await ReadAsync(store, id, 0)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("another", S3Server.Key, "NoSuchBucket")]
    [InlineData(S3Server.Bucket, "wrong", "InvalidAccessKeyId")]
    public async Task A_bucket_that_cannot_be_used_is_told_at_once(
        string bucket,
        string key,
        string why
    )
    {
        var text =
            $"s3://{bucket}/x?path-style=yes&endpoint={Uri.EscapeDataString(S3Server.Address.AbsoluteUri)}";
        var wrong = await Should.ThrowAsync<StoreException>(() =>
            StoreOpening.OpenAsync(StorePlace.Parse(text), S3Server.Credentials(key), Ends)
        );
        wrong.Message.ShouldContain(why);
        wrong.Message.ShouldContain($"s3://{bucket}/x/");
        wrong.Message.ShouldNotContain("defect");
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_and_credentials_that_are_none_are_told()
    {
        const string Place = "s3://b?path-style=yes&endpoint=http%3A%2F%2F127.0.0.1%3A1";
        (
            await Should.ThrowAsync<StoreException>(() =>
                StoreOpening.OpenAsync(StorePlace.Parse(Place), S3Server.Credentials(), Ends)
            )
        ).Message.ShouldContain("cannot be reached");
        (
            await Should.ThrowAsync<StoreException>(() =>
                StoreOpening.OpenAsync(StorePlace.Parse(Place), "/nowhere", Ends)
            )
        ).Message.ShouldContain("aws_access_key_id");
    }

    [Fact]
    public async Task Where_an_answer_leads_elsewhere_it_is_not_followed()
    {
        await using var elsewhere = await Between.StartAsync(S3Server.Address);
        await using var between = await Between.StartAsync(S3Server.Address);
        between.Answers = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{elsewhere.Address}evenhand/led";
            return Task.FromResult(true);
        };
        var led = place with { Endpoint = between.Address };
        var store = Open(new S3Bucket(S3Client.Of(led), led));
        await Should.ThrowAsync<StoreException>(() => store.OpenAsync(BlobId.Fresh(), 0, Ends));
        between.Asked.ShouldNotBeEmpty();
        elsewhere.Asked.ShouldBeEmpty();
    }

    /// <summary>Counts requests, and may take conditions away from them.</summary>
    private sealed class Counting(bool isIgnored) : DelegatingHandler
    {
        private int count;

        public int Count
        {
            get => count;
            set => count = value;
        }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Interlocked.Increment(ref count);
            if (isIgnored)
                request.Headers.Remove("If-None-Match");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
