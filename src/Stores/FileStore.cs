using System.Runtime.CompilerServices;

namespace Evenhand.Stores;

/// <summary>
/// A store in a folder, which it has to itself: a folder a side, in them a folder for the first digits of ids, in them a file for
/// each id. Bytes are written under another name, synced, and moved into their place, so that what stands there is whole. All of it
/// lies in one file system.
/// </summary>
public sealed class FileStore : IStore
{
    private const int FolderDigits = 3;
    private const string Broken = ".put";

    private readonly string root;
    private readonly Func<string, FileMode, Stream> open;

    /// <summary>Opens the store of a folder, which is made where it is not there.</summary>
    /// <exception cref="StoreException">The folder cannot be used.</exception>
    public FileStore(string root)
        : this(root, Disk.Write) { }

    /// <summary>The same, with files that a test opens.</summary>
    internal FileStore(string root, Func<string, FileMode, Stream> open)
    {
        (this.root, this.open) = (Path.GetFullPath(root), open);
        Run(() =>
        {
            foreach (
                var folder in (string[])[this.root, Unfinished, SideOf(Side.Hot), SideOf(Side.Cold)]
            )
                Disk.MakeFolder(folder);
            return true;
        });
    }

    private string Unfinished => Path.Combine(root, "unfinished");

    /// <inheritdoc/>
    public async Task<Measured> PutAsync(
        BlobId id,
        Stream bytes,
        CancellationToken cancel = default
    )
    {
        if (await MeasureAsync(id, cancel).ConfigureAwait(false) is { } there)
            return there;
        var name = Path.Combine(Unfinished, id + Broken);
        try
        {
            var file = Run(() => open(name, FileMode.Create));
            Measured measured;
            await using (file.ConfigureAwait(false))
            {
                measured = await Hashing
                    .CopyAsync(bytes, WriteTo(file), cancel)
                    .ConfigureAwait(false);
                Sync(file);
            }
            Place(name, id);
            return measured;
        }
        catch
        {
            Drop(name);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<long> LengthAsync(UploadName upload, CancellationToken cancel = default) =>
        Task.FromResult(Run(() => LengthOf(NameOf(upload)) ?? 0));

    /// <inheritdoc/>
    public async Task<long> AddAsync(
        UploadName upload,
        long offset,
        Stream bytes,
        CancellationToken cancel = default
    )
    {
        var file = Run(() => open(NameOf(upload), FileMode.Append));
        await using (file.ConfigureAwait(false))
        {
            if (Run(() => file.Length) is var length && length != offset)
                throw new WrongOffsetException(length);
            try
            {
                await Hashing.CopyAsync(bytes, WriteTo(file), cancel).ConfigureAwait(false);
            }
            finally
            {
                Sync(file);
            }
            Run(() => Disk.SyncFolder(Unfinished));
            return Run(() => file.Length);
        }
    }

    /// <inheritdoc/>
    public async Task<Measured> FinishAsync(
        UploadName upload,
        BlobId id,
        CancellationToken cancel = default
    )
    {
        var name = NameOf(upload);
        if (Read(name) is not { } file)
            throw new StoreException("there is no such upload");
        Measured measured;
        await using (file.ConfigureAwait(false))
            measured = await MeasureAsync(file, cancel).ConfigureAwait(false);
        Place(name, id);
        return measured;
    }

    /// <inheritdoc/>
    public Task DropAsync(UploadName upload, CancellationToken cancel = default)
    {
        Run(() => File.Delete(NameOf(upload)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Blob?> FindAsync(BlobId id, CancellationToken cancel = default) =>
        Task.FromResult(Run(() => Find(id)));

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(BlobId id, long from = 0, CancellationToken cancel = default)
    {
        var file = Read(PathOf(id, Side.Hot)) ?? Read(PathOf(id, Side.Cold));
        file?.Seek(from, SeekOrigin.Begin);
        return Task.FromResult<Stream?>(file);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(BlobId id, CancellationToken cancel = default) =>
        Task.FromResult(
            Run(() =>
            {
                if (Find(id) is not { } blob)
                    return false;
                var path = PathOf(id, blob.Side);
                File.Delete(path);
                Disk.SyncFolder(Path.GetDirectoryName(path)!);
                return true;
            })
        );

    /// <inheritdoc/>
    public Task<bool> MoveAsync(BlobId id, Side to, CancellationToken cancel = default) =>
        Task.FromResult(
            Run(() =>
            {
                if (Find(id) is not { } blob)
                    return false;
                if (blob.Side != to)
                    Rename(PathOf(id, blob.Side), PathOf(id, to));
                return true;
            })
        );

    /// <inheritdoc/>
    /// <remarks>Files of either side are read at once.</remarks>
    public Task<Restored> RestoreAsync(
        BlobId id,
        TimeSpan stay,
        CancellationToken cancel = default
    ) => Task.FromResult(Run(() => Find(id)) is null ? Restored.None : Restored.Ready);

    /// <inheritdoc/>
    public Task ReturnAsync(BlobId id, CancellationToken cancel = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Blob> ListAsync(
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var folders = Run(() =>
            Enum.GetValues<Side>()
                .SelectMany(side => Directory.EnumerateDirectories(SideOf(side)))
                .Select(Path.GetFileName)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToArray()
        );
        foreach (var folder in folders)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var blob in Run(() => In(folder!)))
                yield return blob;
        }
    }

    /// <inheritdoc/>
    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        Task.FromResult(
            Run(() =>
            {
                var dropped = 0;
                foreach (var name in Directory.EnumerateFiles(Unfinished))
                    if (File.GetLastWriteTimeUtc(name) < before.UtcDateTime)
                    {
                        File.Delete(name);
                        dropped++;
                    }
                return dropped;
            })
        );

    private string SideOf(Side side) => Path.Combine(root, side == Side.Hot ? "hot" : "cold");

    private string PathOf(BlobId id, Side side)
    {
        var name = id.ToString();
        return Path.Combine(SideOf(side), name[..FolderDigits], name);
    }

    private string NameOf(UploadName upload) => Path.Combine(Unfinished, upload.ToString());

    private Blob? Find(BlobId id)
    {
        foreach (var side in Enum.GetValues<Side>())
            if (new FileInfo(PathOf(id, side)) is { Exists: true } file)
                return Of(id, file, side);
        return null;
    }

    private Blob[] In(string folder) =>
        [
            .. Enum.GetValues<Side>()
                .SelectMany(side => In(Path.Combine(SideOf(side), folder), side))
                .OrderBy(blob => blob.Id),
        ];

    /// <summary>The bytes of a folder; a file of another name is none of ours and stays.</summary>
    private static IEnumerable<Blob> In(string folder, Side side)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            if (BlobId.TryParse(file.Name, out var id) && file.Exists)
                yield return Of(id, file, side);
    }

    private static Blob Of(BlobId id, FileInfo file, Side side) =>
        new(id, file.Length, side, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    private static long? LengthOf(string name) =>
        new FileInfo(name) is { Exists: true } file ? file.Length : null;

    private async Task<Measured?> MeasureAsync(BlobId id, CancellationToken cancel)
    {
        if (await OpenAsync(id, 0, cancel).ConfigureAwait(false) is not { } file)
            return null;
        await using (file.ConfigureAwait(false))
            return await MeasureAsync(file, cancel).ConfigureAwait(false);
    }

    /// <summary>Measures a file of ours: what breaks is the disk.</summary>
    private static async Task<Measured> MeasureAsync(Stream file, CancellationToken cancel)
    {
        try
        {
            return await Hashing.CopyAsync(file, null, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (Disk.IsOfDisk(failure))
        {
            throw Disk.Of(failure);
        }
    }

    /// <summary>What breaks in writing is the disk; what breaks in reading is whoever sends, and passes as it is.</summary>
    private static Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> WriteTo(Stream file) =>
        async (bytes, cancel) =>
        {
            try
            {
                await file.WriteAsync(bytes, cancel).ConfigureAwait(false);
            }
            catch (Exception failure) when (Disk.IsOfDisk(failure))
            {
                throw Disk.Of(failure);
            }
        };

    private static void Sync(Stream file) =>
        Run(() =>
        {
            if (file is FileStream real)
                real.Flush(flushToDisk: true);
            else
                file.Flush();
        });

    /// <summary>Moves a file that is whole and synced to the place of an id.</summary>
    private void Place(string name, BlobId id) => Run(() => Rename(name, PathOf(id, Side.Hot)));

    private static void Rename(string from, string to)
    {
        var folder = Path.GetDirectoryName(to)!;
        if (!Directory.Exists(folder))
        {
            Disk.MakeFolder(folder);
            Disk.SyncFolder(Path.GetDirectoryName(folder)!);
        }
        File.Move(from, to);
        Disk.SyncFolder(folder);
    }

    /// <summary>Drops what broke off; where that fails too, the next sweep does it.</summary>
    private static void Drop(string name)
    {
        try
        {
            File.Delete(name);
        }
        catch (Exception failure) when (Disk.IsOfDisk(failure)) { }
    }

    private static FileStream? Read(string name) =>
        Run(() =>
        {
            try
            {
                return new FileStream(
                    name,
                    new FileStreamOptions
                    {
                        // It may be deleted, or moved, while it is read: the reader has it to its end.
                        Share = FileShare.Read | FileShare.Delete,
                        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                    }
                );
            }
            catch (Exception none)
                when (none is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        });

    private static void Run(Action work) =>
        Run(() =>
        {
            work();
            return true;
        });

    private static T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (Disk.IsOfDisk(failure))
        {
            throw Disk.Of(failure);
        }
    }
}
