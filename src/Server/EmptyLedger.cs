using Evenhand.Ledger.Sqlite;
using Evenhand.Server.Access;
using Evenhand.Server.Settings;

namespace Evenhand.Server;

/// <summary>
/// A ledger's file without a byte, in a folder that was served before: SQLite takes it for a new database, and a server would begin
/// with nothing, as if there had never been anything.
/// </summary>
internal static class EmptyLedger
{
    /// <summary>Refuses it.</summary>
    /// <exception cref="CannotServeException">It is there; the message names it and says what to do.</exception>
    public static void Refuse(ServerSettings settings)
    {
        var file = new FileInfo(Path.Combine(settings.Data, SqliteLedger.FileName));
        if (settings.IsInPostgres || file is not { Exists: true, Length: 0 } || !WasServed(file))
            return;
        throw new CannotServeException(
            $"{file.FullName}: the ledger's file is empty, and this folder was served before. Put it back from a backup with "
                + $"`evenhand restore FILE --data {settings.Data} --replace`; or move it away, and a ledger without anything begins"
        );
    }

    /// <summary>Whether a log lies beside it, or keys that a server makes once its ledger is open.</summary>
    private static bool WasServed(FileInfo file)
    {
        var keys = new DirectoryInfo(Seals.FolderOf(file.DirectoryName!));
        return new FileInfo(file.FullName + "-wal") is { Exists: true, Length: > 0 }
            || keys.Exists && keys.EnumerateFiles("*.xml").Any();
    }
}
