using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Tests.Ledger.Sqlite;

/// <summary>What a ledger's folder holds, to be compared, and photographs of it as a kill would leave it.</summary>
internal static class Ledgers
{
    /// <summary>All that a ledger states: its identity and each record of each stream.</summary>
    public static List<string> Content(string folder)
    {
        using var ledger = SqliteLedger.Open(folder);
        return Content(ledger);
    }

    public static List<string> Content(SqliteLedger ledger) =>
        [
            $"{ledger.Identity}",
            .. Made.Accounts(ledger, null, int.MaxValue)
                .Prepend("")
                .SelectMany(account =>
                    ledger
                        .Read(StreamName.OrShared(account), 0)
                        .Select(slice =>
                            $"{account} {slice.From} {slice.Kind} {slice.Committed} {Made.Text(slice)}"
                        )
                ),
        ];

    /// <summary>Appends records of a few accounts, so that several segments and streams have some.</summary>
    public static void Fill(
        SqliteLedger ledger,
        int appends,
        string word,
        SliceKind kind = SliceKind.Events
    )
    {
        for (var i = 0; i < appends; i++)
            Made.Append(ledger, $"account {i % 4}", $"{word} {i}", kind);
        Made.Append(ledger, "", $"{word} shared");
    }

    /// <summary>The files as they are at this instant.</summary>
    public static string Photograph(string folder, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var from = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var to = new FileStream(copy, FileMode.Create);
            from.CopyTo(to);
        }
        return target;
    }

    public static string FileOf(string folder) => Path.Combine(folder, SqliteLedger.FileName);
}
