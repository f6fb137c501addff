using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger;

/// <summary>Files put in place whole or not at all, with faults told as the ledger tells them.</summary>
internal static class LedgerFiles
{
    /// <summary>A data file that is whole and only has to take its place; until it has, the ledger is this file.</summary>
    private const string Next = ".next";

    /// <summary>What SQLite keeps beside a file and what belongs to it alone.</summary>
    private static readonly string[] Logs = ["-wal", "-journal"];

    /// <summary>Puts a finished file where none is.</summary>
    public static void Place(string part, string target) =>
        Guard(
            target,
            () =>
            {
                Sync(part);
                File.Move(part, target);
                SyncFolderOf(target);
            }
        );

    /// <summary>
    /// Puts a finished file in the place of a data file. What is there, whole or in parts, is set aside with its logs. Broken
    /// off at any instant, it is finished by <see cref="Finish"/>: the two never mix, and neither is lost.
    /// </summary>
    /// <returns>The file that keeps what was there; null where nothing was.</returns>
    public static string? Replace(string part, string target)
    {
        string? kept = null;
        Guard(
            target,
            () =>
            {
                Sync(part);
                File.Move(part, target + Next, overwrite: true);
                SyncFolderOf(target);
                kept = Finish(target);
            }
        );
        return kept;
    }

    /// <summary>As <see cref="Replace"/>, where what is there is kept already: it goes.</summary>
    public static void Supersede(string part, string target)
    {
        if (Replace(part, target) is { } kept)
            DeleteWhole(kept);
    }

    /// <summary>Finishes what <see cref="Replace"/> began.</summary>
    /// <returns>The file that keeps what was there; null where nothing was, or nothing had begun.</returns>
    public static string? Finish(string target)
    {
        if (!File.Exists(target + Next))
            return null;
        string? kept = null;
        Guard(
            target,
            () =>
            {
                kept = SetAside(target);
                // Over nothing: it is one step for the system, where a move that may not replace is two.
                File.Move(target + Next, target, overwrite: true);
                SyncFolderOf(target);
            }
        );
        return kept;
    }

    /// <summary>The file that is a folder's ledger: the one that only has to take its place, where a restore was broken off.</summary>
    public static string Current(string file) => File.Exists(file + Next) ? file + Next : file;

    /// <summary>A log that holds something, beside a file or in its place; null where there is none.</summary>
    public static string? LogOf(string file) =>
        Logs.Select(log => file + log)
            .FirstOrDefault(log => new FileInfo(log) is { Exists: true, Length: > 0 });

    /// <summary>Copies a file if it is there, down to the disk.</summary>
    public static void Copy(string file, string target) =>
        Guard(
            target,
            () =>
            {
                if (!File.Exists(file))
                    return;
                using var source = new FileStream(
                    file,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite
                );
                using var copy = new FileStream(target, OwnerOnly.Options(FileMode.CreateNew));
                source.CopyTo(copy);
                Posix.SyncFile(copy);
            }
        );

    /// <summary>Writes a file, down to the disk.</summary>
    public static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(file, OwnerOnly.Options(FileMode.Create));
        stream.Write(bytes);
        Posix.SyncFile(stream);
    }

    /// <summary>Deletes a file and what SQLite left beside it, as far as they are there.</summary>
    public static void DeleteWhole(string file)
    {
        foreach (var log in Logs)
            Delete(file + log);
        Delete(file + "-shm");
        Delete(file);
    }

    /// <summary>Deletes a file if it is there.</summary>
    public static void Delete(string file) => Guard(file, () => File.Delete(file));

    /// <summary>Deletes a file, if it is there and can be: for what is thrown away where something has failed already.</summary>
    public static void DeleteQuietly(string file)
    {
        try
        {
            DeleteWhole(file);
        }
        catch (LedgerUnavailableException)
        {
            // The next one that makes it begins by deleting it.
        }
    }

    /// <summary>Does something with files; what the disk refuses becomes a <see cref="LedgerUnavailableException"/>.</summary>
    public static void Guard(string file, Action work)
    {
        try
        {
            work();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException(
                $"{file}: {cause.Message}; see that the disk has room and that this user may write there",
                cause
            );
        }
    }

    // Logs first: a data file without its log would look like a ledger that never had what is in it.
    private static string? SetAside(string target)
    {
        // Whoever only looked may have left one that holds nothing.
        foreach (
            var log in Logs.Where(log => new FileInfo(target + log) is { Exists: true, Length: 0 })
        )
            File.Delete(target + log);
        var kept = Free(target);
        var found = false;
        foreach (var end in Logs.Append(""))
            if (File.Exists(target + end))
            {
                File.Move(target + end, kept + end, overwrite: true);
                found = true;
            }
        File.Delete(target + "-shm");
        return found ? kept : null;
    }

    private static string Free(string target)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        for (var i = 1; ; i++)
        {
            var kept = Path.Combine(folder, $"ledger.replaced-{i}.db");
            if (
                !File.Exists(kept)
                && !Logs.Any(log => File.Exists(kept + log) && File.Exists(target + log))
            )
                return kept;
        }
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        Posix.SyncFile(stream);
    }

    private static void SyncFolderOf(string file) =>
        Posix.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
}
