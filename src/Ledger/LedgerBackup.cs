using Evenhand.Ledger.Segments;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Ledger;

/// <summary>Copies of an embedded ledger that are consistent though it is being appended to.</summary>
public static class LedgerBackup
{
    /// <summary>Writes a backup: one file, with all that was appended when it began.</summary>
    /// <param name="folder">The ledger's folder; another process may serve it.</param>
    /// <param name="target">The file to make.</param>
    /// <param name="progress">Told now and then how many pages of how many are done.</param>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read, or the target cannot be written or exists.</exception>
    /// <exception cref="DamagedLedgerException">The ledger's file is damaged.</exception>
    public static void Back(string folder, string target, Action<long, long>? progress = null)
    {
        var source = LedgerFiles.Current(Path.Combine(folder, SqliteLedger.FileName));
        if (!File.Exists(source))
            throw new LedgerUnavailableException(
                $"{folder} holds no ledger ({SqliteLedger.FileName}); name the data folder with --data"
            );
        if (Standing(target) is { } there)
            throw new LedgerUnavailableException(
                $"{there}: the file exists already, and a backup replaces nothing; name another file"
            );
        var part = target + ".part";
        LedgerFiles.DeleteWhole(part);
        try
        {
            FileCopy.Write(source, part, progress);
            LedgerFiles.Place(part, target);
        }
        catch
        {
            LedgerFiles.DeleteQuietly(part);
            throw;
        }
    }

    /// <summary>Makes a folder's ledger out of a backup, which is verified first.</summary>
    /// <param name="backup">The backup's file.</param>
    /// <param name="folder">A folder without a ledger; it is made where it is missing.</param>
    /// <exception cref="LedgerUnavailableException">The folder holds a ledger already, or cannot be written.</exception>
    /// <exception cref="DamagedLedgerException">The backup is damaged.</exception>
    public static void Restore(string backup, string folder) =>
        Restore(backup, folder, new Restoring());

    /// <summary>
    /// Makes a folder's ledger out of a backup. The backup is verified before anything is touched, and its copy before it takes
    /// its place; broken off at any instant, the folder holds the ledger of before or the restored one, whole.
    /// </summary>
    /// <param name="backup">The backup's file.</param>
    /// <param name="folder">The folder; it is made where it is missing. No process may serve it.</param>
    /// <param name="how">How.</param>
    /// <returns>The file that keeps the ledger that was there; null where none was.</returns>
    /// <exception cref="LedgerUnavailableException">The folder holds a ledger already, or cannot be written.</exception>
    /// <exception cref="DamagedLedgerException">The backup is damaged.</exception>
    public static string? Restore(string backup, string folder, Restoring how)
    {
        Check(backup, folder, how);
        using var held = how.Hold?.Invoke();
        var target = Path.Combine(folder, SqliteLedger.FileName);
        var staging = Path.Combine(folder, "restoring");
        try
        {
            var copy = Path.Combine(staging, SqliteLedger.FileName);
            Stage(backup, folder, copy);
            if (Damage(copy, null) is { } damage)
                throw new DamagedLedgerException($"{copy}: the copy is damaged: {damage}");
            how.Settle?.Invoke(staging);
            if (LedgerFiles.LogOf(copy) is { } left)
                throw new LedgerUnavailableException($"{left}: the copy was not closed; try again");
            return LedgerFiles.Replace(copy, target);
        }
        finally
        {
            Clear(staging);
        }
    }

    /// <summary>Sees that a restore can begin, and touches nothing.</summary>
    private static void Check(string backup, string folder, Restoring how)
    {
        if (Directory.Exists(backup))
            throw new LedgerUnavailableException(
                $"{backup} is a folder; name a backup's file, as `evenhand backup --data {backup} FILE` makes it"
            );
        if (LedgerFiles.LogOf(backup) is { } log)
            throw new LedgerUnavailableException(
                $"{log} lies beside {backup}, which so is no finished backup. If it is a ledger's own file, make a backup with"
                    + $" `evenhand backup --data {Path.GetDirectoryName(Path.GetFullPath(backup))} FILE` and restore that; if the log belongs to something else, move it away"
            );
        if (!how.Replace && Standing(Path.Combine(folder, SqliteLedger.FileName)) is { } there)
            throw new LedgerUnavailableException(
                $"{there} is there already. Restore into another folder, or run"
                    + $" `evenhand restore {backup} --data {folder} --replace`, which keeps what is there beside the restored ledger"
            );
        if (Damage(backup, how.Progress) is { } damage)
            throw new DamagedLedgerException($"{backup}: {damage}; use another backup");
    }

    private static string? Damage(string file, Action<long, long>? progress) =>
        LedgerVerification.VerifyFile(file, progress).Damage?.What;

    private static void Stage(string backup, string folder, string copy)
    {
        LedgerFiles.Guard(folder, () => OwnerOnly.MakeFolder(folder));
        var staging = Path.GetDirectoryName(copy)!;
        Clear(staging);
        LedgerFiles.Guard(staging, () => OwnerOnly.MakeFolder(staging));
        LedgerFiles.Copy(backup, copy);
    }

    private static void Clear(string staging)
    {
        if (Directory.Exists(staging))
            LedgerFiles.Guard(staging, () => Directory.Delete(staging, recursive: true));
    }

    /// <summary>What is there of a ledger under a name, be it a log alone; null where nothing is.</summary>
    private static string? Standing(string file) =>
        File.Exists(file) || Directory.Exists(file) ? file : LedgerFiles.LogOf(file);
}
