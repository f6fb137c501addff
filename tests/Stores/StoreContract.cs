using System.Security.Cryptography;
using Evenhand.Stores;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores;

/// <summary>What every store must do. A store's tests inherit it and say how the store is opened.</summary>
public abstract class StoreContract : IDisposable
{
    protected static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Opens the store under test; again, on the same bytes, each time it is called.</summary>
    protected abstract IStore OpenStore();

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public async Task What_is_put_is_measured_and_read_back_from_any_place()
    {
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), Some(300_000));
        var measured = await store.PutAsync(id, new MemoryStream(bytes), Ends);
        measured.ShouldBe(new Measured(300_000, HashOf(bytes)));
        foreach (var from in (int[])[0, 1, 131_072, 299_999, 300_000])
            IsSame(await ReadAsync(OpenStore(), id, from), bytes, from);
        var found = (await OpenStore().FindAsync(id, Ends))!;
        (found.Id, found.Bytes, found.Side).ShouldBe((id, 300_000, Side.Hot));
    }

    [Fact]
    public async Task Nothing_at_all_can_be_stored_too()
    {
        var (store, id) = (OpenStore(), BlobId.Fresh());
        (await store.PutAsync(id, Stream.Null, Ends)).ShouldBe(new Measured(0, HashOf([])));
        (await ReadAsync(store, id, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lies_under_an_id_stays_as_it_is()
    {
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), Some(10));
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        var again = await store.PutAsync(id, new MemoryStream(Some(20)), Ends);
        again.ShouldBe(new Measured(10, HashOf(bytes)));
        (await ReadAsync(store, id, 0)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Of_what_breaks_off_nothing_is_there()
    {
        var (store, id) = (OpenStore(), BlobId.Fresh());
        await Should.ThrowAsync<IOException>(() =>
            store.PutAsync(id, new BreakingStream(200_000), Ends)
        );
        await HasNothingAsync(store, id);
        (await store.PutAsync(id, new MemoryStream(Some(5)), Ends)).Bytes.ShouldBe(5);
    }

    [Fact]
    public async Task Whoever_reads_what_is_deleted_meanwhile_has_it_to_its_end()
    {
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), Some(500_000));
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        await using var reading = (await store.OpenAsync(id, 0, Ends))!;
        (await store.DeleteAsync(id, Ends)).ShouldBeTrue();
        var read = new MemoryStream();
        await reading.CopyToAsync(read, Ends);
        read.ToArray().ShouldBe(bytes);
        (await store.DeleteAsync(id, Ends)).ShouldBeFalse();
        await HasNothingAsync(store, id);
    }

    [Fact]
    public async Task Bytes_move_to_the_other_side_and_back_and_stay_the_same()
    {
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), Some(1_000));
        await store.PutAsync(id, new MemoryStream(bytes), Ends);
        foreach (var side in (Side[])[Side.Cold, Side.Cold, Side.Hot])
        {
            (await store.MoveAsync(id, side, Ends)).ShouldBeTrue();
            (await OpenStore().FindAsync(id, Ends))!.Side.ShouldBe(side);
            (await ReadAsync(store, id, 7)).ShouldBe(bytes[7..]);
        }
        (await store.MoveAsync(BlobId.Fresh(), Side.Cold, Ends)).ShouldBeFalse();
        await store.MoveAsync(id, Side.Cold, Ends);
        (await store.DeleteAsync(id, Ends)).ShouldBeTrue();
        await HasNothingAsync(store, id);
    }

    [Fact]
    public async Task All_that_is_there_is_listed_in_the_order_of_ids()
    {
        var store = OpenStore();
        var ids = Enumerable.Range(0, 40).Select(_ => BlobId.Fresh()).ToList();
        foreach (var id in ids)
            await store.PutAsync(id, new MemoryStream(Some(3)), Ends);
        await store.MoveAsync(ids[5], Side.Cold, Ends);
        await store.DeleteAsync(ids[6], Ends);
        var listed = await OpenStore().ListAsync(Ends).ToListAsync(Ends);
        listed.Select(blob => blob.Id).ShouldBe(ids.Where(id => id != ids[6]).Order());
        listed.Single(blob => blob.Side == Side.Cold).Id.ShouldBe(ids[5]);
        listed.ShouldAllBe(blob => blob.Bytes == 3);
    }

    [Fact]
    public async Task Equal_and_other_bytes_put_at_once_do_not_mix()
    {
        var store = OpenStore();
        var puts = Enumerable
            .Range(0, 16)
            .Select(n => (Id: BlobId.Fresh(), Bytes: Some(100_000 + n % 3)))
            .ToList();
        await Task.WhenAll(
            puts.Select(put => store.PutAsync(put.Id, new MemoryStream(put.Bytes), Ends))
        );
        foreach (var (id, bytes) in puts)
            IsSame(await ReadAsync(store, id, 0), bytes, 0);
    }

    [Fact]
    public async Task An_upload_in_parts_goes_on_where_it_broke_off()
    {
        var (name, id, bytes) = (
            UploadName.Of("acme", "../../etc/passwd"),
            BlobId.Fresh(),
            Some(700)
        );
        (await OpenStore().LengthAsync(name, Ends)).ShouldBe(0);
        (await OpenStore().AddAsync(name, 0, new MemoryStream(bytes[..100]), Ends)).ShouldBe(100);
        await Should.ThrowAsync<IOException>(() =>
            OpenStore().AddAsync(name, 100, new BreakingStream(bytes[100..250]), Ends)
        );
        (await OpenStore().LengthAsync(name, Ends)).ShouldBe(250);
        foreach (var wrong in (long[])[0, 249, 251])
            (
                await Should.ThrowAsync<WrongOffsetException>(() =>
                    OpenStore().AddAsync(name, wrong, new MemoryStream([1]), Ends)
                )
            ).Length.ShouldBe(250);
        await OpenStore().AddAsync(name, 250, new MemoryStream(bytes[250..]), Ends);
        (await OpenStore().FinishAsync(name, id, Ends)).ShouldBe(new Measured(700, HashOf(bytes)));
        (await ReadAsync(OpenStore(), id, 0)).ShouldBe(bytes);
        (await OpenStore().LengthAsync(name, Ends)).ShouldBe(0);
        await Should.ThrowAsync<StoreException>(() =>
            OpenStore().FinishAsync(name, BlobId.Fresh(), Ends)
        );
    }

    [Fact]
    public async Task An_upload_is_dropped_when_it_is_not_wanted_or_nobody_takes_it_up()
    {
        var (store, name) = (OpenStore(), UploadName.Of("acme", "r1"));
        await store.AddAsync(name, 0, new MemoryStream(Some(10)), Ends);
        (await store.SweepAsync(DateTimeOffset.UtcNow.AddHours(-1), Ends)).ShouldBe(0);
        await store.DropAsync(name, Ends);
        await store.DropAsync(name, Ends);
        (await store.LengthAsync(name, Ends)).ShouldBe(0);
        await store.AddAsync(name, 0, new MemoryStream(Some(10)), Ends);
        (await store.SweepAsync(DateTimeOffset.UtcNow.AddHours(1), Ends)).ShouldBe(1);
        (await store.LengthAsync(name, Ends)).ShouldBe(0);
    }

    [Fact]
    public void An_upload_cut_anywhere_is_the_whole() =>
        Prop.ForAll<byte[], byte[]>(
                (bytes, cuts) =>
                {
                    var (store, id) = (OpenStore(), BlobId.Fresh());
                    var (name, at) = (UploadName.Of("acme", $"{id}"), 0);
                    foreach (var length in cuts.Select(cut => cut % 7).Append(bytes.Length))
                    {
                        var next = Math.Min(bytes.Length, at + length);
                        var there = store
                            .AddAsync(name, at, new MemoryStream(bytes[at..next]))
                            .Result;
                        there.ShouldBe(at = next);
                    }
                    store.FinishAsync(name, id).Result.ShouldBe(new Measured(at, HashOf(bytes)));
                    return at == bytes.Length;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public async Task However_much_comes_it_is_taken_in_by_pieces_and_read_once()
    {
        const long Much = 64L << 20;
        var (store, id, bytes) = (OpenStore(), BlobId.Fresh(), new PatternStream(Much));
        (await store.PutAsync(id, bytes, Ends)).Bytes.ShouldBe(Much);
        bytes.LargestPiece.ShouldBeLessThanOrEqualTo(1 << 20);
        await using var read = (await store.OpenAsync(id, 0, Ends))!;
        (await Hashing.CopyAsync(read, null, Ends)).ShouldBe(
            await Hashing.CopyAsync(new PatternStream(Much), null, Ends)
        );
    }

    [Fact]
    public async Task What_lies_hot_is_there_to_be_read_and_of_nothing_nothing_is_brought_back()
    {
        var (store, id) = (OpenStore(), BlobId.Fresh());
        (await store.RestoreAsync(id, TimeSpan.FromDays(1), Ends)).ShouldBe(Restored.None);
        await store.PutAsync(id, new MemoryStream(Some(9)), Ends);
        (await store.RestoreAsync(id, TimeSpan.FromDays(1), Ends)).ShouldBe(Restored.Ready);
        await store.ReturnAsync(id, Ends);
        await store.ReturnAsync(id, Ends);
        (await ReadAsync(store, id, 0)).Length.ShouldBe(9);
    }

    protected static byte[] Some(int count) => RandomNumberGenerator.GetBytes(count);

    protected static string HashOf(byte[] bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Of very many bytes it is told where they begin to differ, and not what they are.</summary>
    private void IsSame(byte[] read, byte[] put, int from)
    {
        var expected = put.AsSpan(from);
        var alike = expected.CommonPrefixLength(read);
        (alike, read.Length).ShouldBe(
            (expected.Length, expected.Length),
            $"{GetType().Name} reads others from {from} on: so many are alike, of so many"
        );
    }

    protected static async Task<byte[]> ReadAsync(IStore store, BlobId id, long from)
    {
        await using var bytes = (await store.OpenAsync(id, from, Ends))!;
        var read = new MemoryStream();
        await bytes.CopyToAsync(read, Ends);
        return read.ToArray();
    }

    protected static async Task HasNothingAsync(IStore store, BlobId id)
    {
        (await store.FindAsync(id, Ends)).ShouldBeNull();
        (await store.OpenAsync(id, 0, Ends)).ShouldBeNull();
        (await store.ListAsync(Ends).ToListAsync(Ends)).ShouldNotContain(blob => blob.Id == id);
    }
}
