using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The copy that an older ledger gets before it is brought to this program's format: whole, beside the data, and removed by
/// nobody but whoever runs the ledger. With it the program before goes on as if nothing had been.
/// </summary>
internal static class BackupBeforeMigration
{
    /// <summary>Makes the copy, while the connection keeps others from appending; one that was made before and is the same will do.</summary>
    public static void Make(Database database, string file, LedgerOpening opening)
    {
        var (target, isThere) = Find(database, file);
        if (isThere)
        {
            opening.Tell($"the ledger as it was before is in {target} already");
            return;
        }
        opening.Tell(
            $"{file}: the ledger has format {Migrations.FormatOf(database)} and comes to {Migrations.Format}; copying it to {target} first"
        );
        var part = target + ".part";
        LedgerFiles.Delete(part);
        try
        {
            FileCopy.Write(
                file,
                part,
                (done, all) => opening.Tell($"copying the ledger to {target}: {done * 100 / all} %")
            );
            LedgerFiles.Place(part, target);
        }
        catch
        {
            LedgerFiles.DeleteQuietly(part);
            throw;
        }
        opening.Tell($"the ledger as it was before is in {target}; it is for you to delete");
    }

    private static (string File, bool IsThere) Find(Database database, string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        for (var i = 1; ; i++)
        {
            var suffix = i == 1 ? "" : $"-{i}";
            var name = $"ledger.before-format-{Migrations.FormatOf(database) + 1}{suffix}.db";
            var target = Path.Combine(folder, name);
            if (!File.Exists(target))
                return (target, false);
            if (IsSame(database, target))
                return (target, true);
        }
    }

    private static bool IsSame(Database database, string copy)
    {
        try
        {
            using var other = Database.Open(copy, Access.Read);
            return Migrations.FormatOf(other) == Migrations.FormatOf(database)
                && Tip(other).SequenceEqual(Tip(database));
        }
        catch (LedgerException)
        {
            // Something else stands there; it is left alone.
            return false;
        }
    }

    private static byte[] Tip(Database database)
    {
        using var row = database.Prepare("SELECT chain FROM tip");
        return row.Step() ? row.Bytes(0).ToArray() : [];
    }
}
