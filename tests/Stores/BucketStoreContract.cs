using Evenhand.Stores;
using Evenhand.Stores.Buckets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores;

/// <summary>What every store at a provider's must do besides.</summary>
public abstract class BucketStoreContract : StoreContract
{
    protected const int Large = (12 << 20) + 7;

    private readonly List<IDisposable> opened = [];

    public override void Dispose()
    {
        opened.ForEach(store => store.Dispose());
        GC.SuppressFinalize(this);
        base.Dispose();
    }

    protected override IStore OpenStore() => Open(OpenBucket());

    /// <summary>Opens the bucket under test; again, on the same things, each time it is called.</summary>
    internal abstract IBucket OpenBucket();

    internal BucketStore Open(IBucket bucket)
    {
        var store = new BucketStore(bucket);
        opened.Add(store);
        return store;
    }

    [Fact]
    public Task It_can_be_used() => Open(OpenBucket()).TryAsync(Ends);

    [Theory]
    [InlineData(PartSizes.Least - 1)]
    [InlineData(PartSizes.Least)]
    [InlineData(PartSizes.Least + 1)]
    [InlineData(Large)]
    public async Task What_comes_in_parts_is_the_same_and_read_from_any_place(int count)
    {
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), Some(count));
        (await store.PutAsync(id, new MemoryStream(bytes), Ends)).ShouldBe(
            new Measured(count, HashOf(bytes))
        );
        await using var read = (await store.OpenAsync(id, 3, Ends))!;
        (read.Length, read.Position).ShouldBe((count, 3));
        var buffer = new byte[4];
        foreach (var at in (int[])[0, count - 4, count / 2])
        {
            read.Seek(at, SeekOrigin.Begin);
            await read.ReadExactlyAsync(buffer, Ends);
            buffer.ShouldBe(bytes[at..(at + 4)]);
        }
    }

    [Fact]
    public async Task Of_parts_that_break_off_nothing_is_there()
    {
        var (store, id) = (OpenStore(), BlobId.Fresh());
        await Should.ThrowAsync<IOException>(() =>
            store.PutAsync(id, new BreakingStream(Large), Ends)
        );
        await HasNothingAsync(store, id);
    }

    [Fact]
    public async Task A_piece_that_is_added_is_kept_however_large_it_is()
    {
        var (store, name, bytes) = (OpenStore(), UploadName.Of("acme", "r"), Some(Large));
        await Should.ThrowAsync<IOException>(() =>
            store.AddAsync(name, 0, new BreakingStream(bytes[..^1]), Ends)
        );
        (await store.LengthAsync(name, Ends)).ShouldBe(Large - 1);
        await store.AddAsync(name, Large - 1, new MemoryStream(bytes[^1..]), Ends);
        (await store.FinishAsync(name, BlobId.Fresh(), Ends)).Sha256.ShouldBe(HashOf(bytes));
        (await store.SweepAsync(DateTimeOffset.UtcNow.AddHours(1), Ends)).ShouldBe(0);
    }
}
