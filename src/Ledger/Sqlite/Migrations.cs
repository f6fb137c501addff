using System.Security.Cryptography;

namespace Evenhand.Ledger.Sqlite;

/// <summary>Brings a file's tables to this program's version, one step after the other. Steps are never changed, only added.</summary>
internal static class Migrations
{
    /// <summary>"EvnL": tells a ledger from other SQLite files.</summary>
    public const int ApplicationId = 0x45766E4C;

    /// <summary>
    /// `segment` is the truth, with the names in `stream`; `tip` says where it ends, so that a missing end is noticed.
    /// `filing`, `filed` and `sequences` derive from it and may be emptied. Large columns come last: reading the others
    /// then does not touch them.
    /// </summary>
    private const string First = """
        CREATE TABLE identity(id INTEGER PRIMARY KEY CHECK (id = 1), ledger BLOB NOT NULL, seed INTEGER NOT NULL);
        CREATE TABLE tip(id INTEGER PRIMARY KEY CHECK (id = 1), segment INTEGER NOT NULL, chain BLOB NOT NULL);
        CREATE TABLE stream(number INTEGER PRIMARY KEY, account BLOB NOT NULL UNIQUE);
        CREATE TABLE segment(
            number INTEGER PRIMARY KEY, committed INTEGER NOT NULL, slices INTEGER NOT NULL, records INTEGER NOT NULL,
            first INTEGER NOT NULL, last INTEGER NOT NULL, chain BLOB NOT NULL, slots BLOB NOT NULL, payload BLOB NOT NULL);
        CREATE TABLE filing(number INTEGER PRIMARY KEY, base INTEGER NOT NULL, upto INTEGER NOT NULL);
        CREATE TABLE filed(id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, places BLOB NOT NULL);
        CREATE TABLE sequences(id INTEGER PRIMARY KEY CHECK (id = 1), upto INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE snapshot(
            stream INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL);
        """;

    private static readonly string[] Steps = [First];

    /// <summary>Brings a file to this version; a new one gets an identity.</summary>
    /// <exception cref="NewerLedgerException">The file is of a later version.</exception>
    /// <exception cref="DamagedLedgerException">The file is some other SQLite file.</exception>
    public static void Run(Database database, string file)
    {
        var version = database.Number("PRAGMA user_version");
        Refuse(database, file, version);
        if (version == Steps.Length)
            return;
        database.Run("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been first.
            version = database.Number("PRAGMA user_version");
            for (var step = (int)version; step < Steps.Length; step++)
                database.Run(Steps[step]);
            if (version == 0)
                Identify(database);
            database.Run($"PRAGMA application_id = {ApplicationId}");
            database.Run($"PRAGMA user_version = {Steps.Length}");
            database.Run("COMMIT");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>Refuses what this program cannot read.</summary>
    public static void Refuse(Database database, string file, long version)
    {
        if (version > Steps.Length)
            throw new NewerLedgerException(
                $"{file}: the ledger has version {version}, this program reads up to {Steps.Length}."
                    + " Use the later program that wrote it, or restore a backup that was made before"
            );
        var isLedger = database.Number("PRAGMA application_id") == ApplicationId;
        if (!isLedger && database.Number("SELECT count(*) FROM sqlite_schema") > 0)
            throw new DamagedLedgerException($"{file}: the file is no ledger; name another folder");
    }

    private static void Identify(Database database)
    {
        var id = Guid.NewGuid();
        var seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        using var identity = database.Prepare("INSERT INTO identity VALUES(1, ?1, ?2)");
        identity.Bind(1, id.ToByteArray(bigEndian: true)).Bind(2, seed).Run();
        using var tip = database.Prepare("INSERT INTO tip VALUES(1, 0, ?1)");
        tip.Bind(1, Chain.Start(new LedgerIdentity(id, seed))).Run();
    }
}
