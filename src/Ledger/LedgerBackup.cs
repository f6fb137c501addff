using Evenhand.Ledger.Sqlite;
using SQLitePCL;

namespace Evenhand.Ledger;

/// <summary>Copies of an embedded ledger that are consistent though it is being appended to.</summary>
public static class LedgerBackup
{
    /// <summary>Writes a backup: one file, with all that was appended when it began.</summary>
    /// <param name="folder">The ledger's folder; another process may serve it.</param>
    /// <param name="target">The file to make.</param>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read, or the target cannot be written or exists.</exception>
    /// <exception cref="DamagedLedgerException">The ledger's file is damaged.</exception>
    public static void Back(string folder, string target)
    {
        Refuse(target);
        var part = target + ".part";
        LedgerFiles.Delete(part);
        try
        {
            Copy(Path.Combine(folder, SqliteLedger.FileName), part);
            LedgerFiles.Place(part, target);
        }
        catch
        {
            LedgerFiles.Delete(part);
            throw;
        }
    }

    /// <summary>Makes a folder's ledger out of a backup, which is verified first.</summary>
    /// <param name="backup">The backup's file.</param>
    /// <param name="folder">A folder without a ledger; it is made where it is missing.</param>
    /// <exception cref="LedgerUnavailableException">The folder holds a ledger already, or cannot be written.</exception>
    /// <exception cref="DamagedLedgerException">The backup is damaged.</exception>
    public static void Restore(string backup, string folder)
    {
        var target = Path.Combine(folder, SqliteLedger.FileName);
        Refuse(target);
        var verdict = LedgerVerification.VerifyFile(backup, null);
        if (verdict.Damage is { } damage)
            throw new DamagedLedgerException($"{backup}: {damage.What}; use another backup");
        var part = target + ".part";
        LedgerFiles.Guard(
            folder,
            () =>
            {
                Directory.CreateDirectory(folder);
                File.Copy(backup, part, overwrite: true);
            }
        );
        LedgerFiles.Place(part, target);
    }

    private static void Refuse(string target)
    {
        if (File.Exists(target))
            throw new LedgerUnavailableException(
                $"{target}: the file exists already; name another place, or move it away first",
                new IOException("the file exists")
            );
    }

    private static void Copy(string file, string part)
    {
        using var source = Database.Open(file, Access.Read);
        Migrations.Refuse(source, file, source.Number("PRAGMA user_version"));
        using var target = Database.Open(part, Access.Create);
        using (var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main"))
        {
            // In one step and so in one transaction: pages that change meanwhile are not mixed in.
            if (backup.IsInvalid)
                target.Check(raw.sqlite3_errcode(target.Handle));
            var rc = raw.sqlite3_backup_step(backup, -1);
            if (rc != raw.SQLITE_DONE)
                target.Check(rc);
        }
        // A backup is one file, readable where nothing can be written beside it.
        target.Run("PRAGMA journal_mode = DELETE");
    }
}
