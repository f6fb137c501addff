using Evenhand.Stores;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores;

/// <summary>The store in a folder, and what it alone promises.</summary>
public sealed class FileStoreTests : StoreContract
{
    private const int NoRoom = 28;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("store-");

    public override void Dispose()
    {
        folder.Delete(recursive: true);
        base.Dispose();
    }

    protected override IStore OpenStore() => new FileStore(folder.FullName);

    [Fact]
    public async Task Where_there_is_no_room_it_says_so_and_nothing_is_there()
    {
        var (store, id) = (new FileStore(folder.FullName, Full), BlobId.Fresh());
        (
            await Should.ThrowAsync<StoreException>(() =>
                store.PutAsync(id, new MemoryStream(Some(300_000)), Ends)
            )
        ).LacksRoom.ShouldBeTrue();
        await HasNothingAsync(store, id);
        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_not_there_and_is_swept()
    {
        var id = BlobId.Fresh();
        OpenStore();
        var left = Path.Combine(folder.FullName, "unfinished", $"{id}.put");
        await File.WriteAllBytesAsync(left, Some(10), Ends);
        await HasNothingAsync(OpenStore(), id);
        (await OpenStore().SweepAsync(DateTimeOffset.UtcNow.AddHours(1), Ends)).ShouldBe(1);
        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_that_are_none_of_its_own_are_left_alone()
    {
        var (store, id) = (OpenStore(), BlobId.Fresh());
        await store.PutAsync(id, new MemoryStream(Some(4)), Ends);
        var its = Path.Combine(folder.FullName, "hot", id.ToString()[..3]);
        var others = Path.Combine(its, "notes.txt");
        await File.WriteAllTextAsync(others, "mine", Ends);
        (await store.ListAsync(Ends).ToListAsync(Ends)).Single().Id.ShouldBe(id);
        File.Exists(others).ShouldBeTrue();
    }

    [Fact]
    public async Task What_it_keeps_is_for_its_owners_eyes()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("files have the rights of their folder");
            return;
        }
        var id = BlobId.Fresh();
        await OpenStore().PutAsync(id, new MemoryStream(Some(4)), Ends);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        foreach (
            var path in Directory.GetFileSystemEntries(
                folder.FullName,
                "*",
                SearchOption.AllDirectories
            )
        )
            (File.GetUnixFileMode(path) & Others).ShouldBe(UnixFileMode.None, path);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_told()
    {
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        Should.Throw<StoreException>(() => new FileStore(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../../../../../etc/passwd/0000000")]
    [InlineData("ABCDEF00000000000000000000000000")]
    [InlineData("abcdef0000000000000000000000000")]
    [InlineData("{bcdef00000000000000000000000000")]
    public void No_text_but_its_own_is_an_id(string text)
    {
        BlobId.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => BlobId.Parse(text));
    }

    [Fact]
    public void Ids_read_back_and_no_two_uploads_share_a_name()
    {
        var id = BlobId.Fresh();
        BlobId.Parse($"{id}").ShouldBe(id);
        UploadName.Of("a", "bc").ShouldNotBe(UploadName.Of("ab", "c"));
        $"{UploadName.Of("a", "../b\0/\\")}".ShouldMatch("^[0-9a-f]{64}$");
    }

    private static FullDisk Full(string name, FileMode mode) => new(name, mode);

    /// <summary>A disk that has room for as many bytes as one buffer has.</summary>
    private sealed class FullDisk(string name, FileMode mode) : FileStream(name, mode)
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) =>
            Position > 0
                ? throw new IOException("No space left on device", NoRoom)
                : base.WriteAsync(buffer, cancellationToken);
    }
}
