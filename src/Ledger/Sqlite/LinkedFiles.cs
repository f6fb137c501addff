using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The files that an open ledger writes, and the names under which they will be looked for. A file that was deleted, moved or
/// replaced goes on taking what is written; whoever opens the ledger next would never find it.
/// </summary>
internal sealed class LinkedFiles
{
    private readonly List<(string Path, FileIdentity? Identity)> data;
    private readonly List<(string Path, FileIdentity? Identity)> logs;

    private LinkedFiles(IEnumerable<string> data, IEnumerable<string> logs)
    {
        this.data = [.. data.Distinct().Select(path => (path, Posix.Find(path)))];
        this.logs =
        [
            .. logs.Select(path => (path, Posix.Find(path))).Where(log => log.Item2 is not null),
        ];
    }

    /// <summary>Takes note of the files of a connection that has read from its log.</summary>
    /// <param name="database">The connection.</param>
    /// <param name="file">The name by which the ledger was opened.</param>
    public static LinkedFiles Of(Database database, string file)
    {
        // A link may lead to the file: the log lies beside the file, and the link could be bent.
        var place = database.Place;
        return new([Path.GetFullPath(file), place], [place + "-wal", place + "-shm"]);
    }

    /// <summary>What is wrong with the data file's name; null where nothing is.</summary>
    public string? WrongWithData() =>
        Changed(data) is not var (path, now) ? null
        : now is null
            ? $"{path}: the data file is not there any more: it, its folder or its disk was moved, deleted or unmounted while the ledger is open. Nothing is taken in until it is back; if it is lost, stop the server and restore a backup"
        : $"{path}: another file stands in the place of the data file. Nothing is taken in until the one that was there is back; to use the new one, restart the server";

    /// <summary>The log that is not under its name any more, and whether another file is; null where nothing is wrong.</summary>
    public (string Path, bool Replaced)? WrongWithLogs() =>
        Changed(logs) is var (path, now) ? (path, now is not null) : null;

    private static (string Path, FileIdentity? Now)? Changed(
        List<(string Path, FileIdentity? Identity)> files
    )
    {
        foreach (var (path, identity) in files)
            if (Posix.Find(path) is var now && now != identity)
                return (path, now);
        return null;
    }
}
