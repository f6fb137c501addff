using Evenhand.Core.Time;
using Evenhand.Ledger.Sqlite;

namespace Evenhand.Ledger;

/// <summary>What a walk through the whole ledger found.</summary>
/// <param name="Segments">How many segments are sound, from the first on.</param>
/// <param name="Records">How many records they hold.</param>
/// <param name="Damage">The first damage; null where all is sound.</param>
public sealed record Verdict(long Segments, long Records, LedgerDamage? Damage)
{
    /// <summary>Whether nothing is damaged.</summary>
    public bool IsSound => Damage is null;
}

/// <summary>The first damage of a ledger.</summary>
/// <param name="Segment">The first segment that cannot be relied on.</param>
/// <param name="Committed">When it was appended, where that can still be read; ticks since the Unix epoch.</param>
/// <param name="Accounts">Accounts that have records in it, as far as they can still be read.</param>
/// <param name="What">What is wrong, and the way out.</param>
public sealed record LedgerDamage(
    long Segment,
    Moment? Committed,
    IReadOnlyList<string> Accounts,
    string What
);

/// <summary>Verifies an embedded ledger as a whole, and saves what can be saved of a damaged one.</summary>
public static class LedgerVerification
{
    /// <summary>Walks all segments with their hashes, checksums and names, and finds the first damage.</summary>
    /// <param name="place">The ledger's folder, which another process may serve, or a backup's file.</param>
    /// <param name="progress">Told now and then how many segments of how many are done.</param>
    /// <exception cref="LedgerUnavailableException">There is no ledger, or it cannot be read.</exception>
    /// <exception cref="NewerLedgerException">A later version of the program wrote it.</exception>
    public static Verdict Verify(string place, Action<long, long>? progress) =>
        VerifyFile(FileOf(place), progress);

    /// <summary>
    /// Cuts the first damage and everything after it off: the damaged file is kept whole beside the ledger, which then
    /// holds the sound segments. No process may serve it meanwhile.
    /// </summary>
    /// <param name="folder">The ledger's folder.</param>
    /// <returns>The file that keeps the damaged ledger; null where nothing was damaged and nothing was done.</returns>
    /// <exception cref="LedgerUnavailableException">Another process has the ledger open, or the disk is full or read-only.</exception>
    /// <exception cref="DamagedLedgerException">The file is damaged so that nothing of it can be read.</exception>
    public static string? Cut(string folder) => LedgerCut.Run(folder);

    /// <summary>The file that a folder's ledger is, or the file itself.</summary>
    internal static string FileOf(string place) =>
        File.Exists(place)
            ? place
            : LedgerFiles.Current(Path.Combine(place, SqliteLedger.FileName));

    /// <summary>Verifies a ledger's or a backup's file.</summary>
    internal static Verdict VerifyFile(string file, Action<long, long>? progress)
    {
        using var reading = FileReading.Open(file);
        var database = reading.Database;
        try
        {
            Migrations.Refuse(database, file);
            return new SoundPart(database, SqliteWriter.IdentityOf(database)).Find(progress, null);
        }
        catch (DamagedLedgerException wrong)
        {
            return new Verdict(0, 0, new LedgerDamage(1, null, [], wrong.Message));
        }
    }
}
