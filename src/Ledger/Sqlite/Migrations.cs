using System.Security.Cryptography;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>Brings a file to this program's format, one step after the other. Steps are never changed, only added.</summary>
internal static class Migrations
{
    /// <summary>"EvnL": tells a ledger from other SQLite files.</summary>
    public const int ApplicationId = 0x45766E4C;

    /// <summary>From this format on papers are noted, and a stream has snapshots in slots.</summary>
    public const int WithSlots = 3;

    private static readonly Action<Database, Action<string>>[] Steps =
    [
        (database, _) => database.Run(Formats.First),
        Second.Run,
        Third.Run,
    ];

    /// <summary>The format that this program writes, and the last that it reads.</summary>
    public static int Format => Steps.Length;

    /// <summary>Brings a file to this program's format; a new one gets an identity, an older one is copied first.</summary>
    /// <exception cref="NewerLedgerException">The file is of a later format.</exception>
    /// <exception cref="DamagedLedgerException">The file is some other SQLite file.</exception>
    /// <exception cref="LedgerUnavailableException">There is no room for the copy, or the disk fails; the file is as it was.</exception>
    public static void Run(Database database, string file, LedgerOpening opening)
    {
        Refuse(database, file);
        if (FormatOf(database) == Format)
            return;
        database.Run("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been first.
            var format = FormatOf(database);
            if (format > 0 && format < Format && opening.BackUpBeforeMigration)
                BackupBeforeMigration.Make(database, file, opening);
            for (var step = format; step < Format; step++)
                Step(database, step, format > 0 ? opening : new LedgerOpening());
            if (format == 0)
                Identify(database);
            database.Run($"PRAGMA application_id = {ApplicationId}");
            database.Run("COMMIT");
            if (format > 0 && format < Format)
                opening.Tell($"{file}: the ledger has format {Format} now");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>Refuses what this program cannot read.</summary>
    public static void Refuse(Database database, string file)
    {
        var format = FormatOf(database);
        if (format > Format)
            throw new NewerLedgerException(
                $"{file}: the ledger has format {format}{Writer(database)}, and this program ({Program.Version}) reads up to {Format}."
                    + $" Run {Formats.Needed(database, format)}, or restore a copy that was made before: ledger.before-format-{Format + 1}.db beside it, where there is one"
            );
        var isLedger = database.Number("PRAGMA application_id") == ApplicationId;
        if (!isLedger && database.Number("SELECT count(*) FROM sqlite_schema") > 0)
            throw new DamagedLedgerException($"{file}: the file is no ledger; name another one");
    }

    /// <summary>Refuses what would have to be brought along before it can be read.</summary>
    public static void RefuseEarlier(Database database, string file)
    {
        var format = FormatOf(database);
        if (format < Format)
            throw new LedgerUnavailableException(
                $"{file}: the ledger has format {format}, of an earlier release. Start a server on it, which brings it to format {Format} and keeps a copy of before"
            );
    }

    /// <summary>The format that a file has; 0 for a new one.</summary>
    public static int FormatOf(Database database) => (int)database.Number("PRAGMA user_version");

    private static void Step(Database database, int step, LedgerOpening opening)
    {
        Steps[step]
            (database, how => opening.Tell($"bringing the ledger to format {step + 1}: {how}"));
        database.Run($"PRAGMA user_version = {step + 1}");
        Formats.Sign(database, step + 1);
    }

    private static string Writer(Database database) =>
        Formats.WriterOf(database) is { } program ? $", written by evenhand {program}" : "";

    private static void Identify(Database database)
    {
        var id = Guid.NewGuid();
        var seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        using var identity = database.Prepare(
            "INSERT INTO identity(id, ledger, seed) VALUES(1, ?1, ?2)"
        );
        identity.Bind(1, id.ToByteArray(bigEndian: true)).Bind(2, seed).Run();
        using var tip = database.Prepare("INSERT INTO tip(id, segment, chain) VALUES(1, 0, ?1)");
        tip.Bind(1, Chain.Start(new LedgerIdentity(id, seed))).Run();
    }
}
