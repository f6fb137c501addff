namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// A ledger's or a backup's file, opened to be read whole, also where nothing can be written beside it: on a medium or in a
/// folder that is read-only.
/// </summary>
internal sealed class FileReading : IDisposable
{
    private readonly DirectoryInfo? copy;

    private FileReading(Database database, DirectoryInfo? copy = null) =>
        (Database, this.copy) = (database, copy);

    /// <summary>The connection, which only reads.</summary>
    public Database Database { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="LedgerUnavailableException">There is no such file, or it cannot be read.</exception>
    public static FileReading Open(string file)
    {
        Find(file);
        try
        {
            return new(Opened(file, Access.Read));
        }
        catch (LedgerUnavailableException) when (!CanMakeBeside(file))
        {
            // The index of a log cannot be made here. Without a log there is nothing to miss, and nobody writes here.
            return LedgerFiles.LogOf(file) is null
                ? new(Opened(file, Access.ReadUnchanging))
                : OfCopy(file);
        }
    }

    /// <summary>How a file can be opened to be read where it is, beside whoever writes it.</summary>
    /// <exception cref="LedgerUnavailableException">There is no such file, or it cannot be read where it is.</exception>
    public static Access AccessOf(string file)
    {
        Find(file);
        try
        {
            Opened(file, Access.Read).Dispose();
            return Access.Read;
        }
        catch (LedgerUnavailableException)
            when (!CanMakeBeside(file) && LedgerFiles.LogOf(file) is null)
        {
            return Access.ReadUnchanging;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        copy?.Delete(recursive: true);
    }

    private static void Find(string file)
    {
        if (!File.Exists(file))
            throw new LedgerUnavailableException(
                $"{file}: there is no such file; name a data folder that holds a ledger, or a backup's file"
            );
    }

    private static Database Opened(string file, Access access)
    {
        var database = Database.Open(file, access);
        try
        {
            // Only a read shows whether the log can be read too.
            _ = database.Number("SELECT count(*) FROM sqlite_schema");
            return database;
        }
        catch (DamagedLedgerException)
        {
            // That is for whoever reads to find, and to tell of.
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static FileReading OfCopy(string file)
    {
        var folder = Directory.CreateTempSubdirectory("evenhand-verify-");
        try
        {
            var target = Path.Combine(folder.FullName, Path.GetFileName(file));
            foreach (var end in new[] { "", "-wal", "-journal" })
                LedgerFiles.Copy(file + end, target + end);
            return new(Opened(target, Access.Write), folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    private static bool CanMakeBeside(string file)
    {
        var trial = file + ".trial";
        try
        {
            LedgerFiles.Write(trial, []);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            LedgerFiles.DeleteQuietly(trial);
        }
    }
}
