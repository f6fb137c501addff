namespace Evenhand.Ledger;

/// <summary>Files put in place whole or not at all, with faults told as the ledger tells them.</summary>
internal static class LedgerFiles
{
    /// <summary>Puts a finished file where it belongs, in place of one that may be there.</summary>
    public static void Place(string part, string target) =>
        Guard(
            target,
            () =>
            {
                using (var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
                    stream.Flush(flushToDisk: true);
                File.Move(part, target, overwrite: true);
            }
        );

    /// <summary>Copies a file if it is there, down to the disk.</summary>
    public static void Copy(string file, string target) =>
        Guard(
            target,
            () =>
            {
                if (!File.Exists(file))
                    return;
                File.Copy(file, target);
                using var stream = new FileStream(target, FileMode.Open, FileAccess.ReadWrite);
                stream.Flush(flushToDisk: true);
            }
        );

    /// <summary>Deletes a file if it is there.</summary>
    public static void Delete(string file) => Guard(file, () => File.Delete(file));

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
                $"{file}: {cause.Message}; see that the disk has room and is writable",
                cause
            );
        }
    }
}
