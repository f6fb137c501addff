using SQLitePCL;

namespace Evenhand.Ledger.Sqlite;

/// <summary>A copy of a ledger's file as it is at one instant, its log included, while others may append.</summary>
internal static class FileCopy
{
    /// <summary>Pages between two words on how far it has come: 64 MB.</summary>
    private const int Stride = 16_384;

    /// <summary>Copies into a new file, which stands alone: it is readable where nothing can be written beside it.</summary>
    /// <param name="file">What is copied.</param>
    /// <param name="target">The file to make.</param>
    /// <param name="progress">Told how many pages of how many are done.</param>
    public static void Write(string file, string target, Action<long, long>? progress)
    {
        using var source = Database.Open(file, Access.Read);
        Migrations.Refuse(source, file);
        // One transaction from the first page to the last: pages that change meanwhile are not mixed in.
        source.Run("BEGIN");
        _ = source.Number("SELECT segment FROM tip");
        using var copy = Database.Open(target, Access.Create);
        using (var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main"))
        {
            if (backup.IsInvalid)
                copy.Check(raw.sqlite3_errcode(copy.Handle));
            int rc;
            while ((rc = raw.sqlite3_backup_step(backup, Stride)) == raw.SQLITE_OK)
            {
                long all = raw.sqlite3_backup_pagecount(backup);
                progress?.Invoke(all - raw.sqlite3_backup_remaining(backup), all);
            }
            if (rc != raw.SQLITE_DONE)
                copy.Check(rc);
        }
        copy.Run("PRAGMA journal_mode = DELETE");
        source.Run("COMMIT");
    }
}
