using System.Diagnostics;
using SQLitePCL;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What durable storage of as many events costs by itself: a row each in bare SQLite, with nothing parsed, known, decided or counted.
/// Whoever stores each event in a row of its own pays this on top of parsing.
/// </summary>
internal static class BarePart
{
    /// <summary>Events of a transaction: one batch of each connection of the ingest part.</summary>
    private const int InCommit = 24 * Batch.Events;

    /// <summary>Bytes of an event as it is stored, about.</summary>
    private const int Size = 128;

    /// <summary>Events as they come, or each beside the others of its account, as whoever reads an account's life wants them.</summary>
    private static readonly (string What, string Key)[] Orders =
    [
        ("as they come", "place INTEGER PRIMARY KEY, account INTEGER, record BLOB)"),
        (
            "by account",
            "place INTEGER, account INTEGER, record BLOB, PRIMARY KEY (account, place)) WITHOUT ROWID"
        ),
    ];

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var database = Opened(Path.Combine(plan.Folder, "bare.sqlite"));
        var (dice, place) = (new Random(1), 0L);
        var paces = Orders.Select(_ => new List<Pace>()).ToArray();
        for (var table = 0; table < Orders.Length; table++)
            Do(database, $"CREATE TABLE events{table} ({Orders[table].Key}");
        for (var round = 0; round < plan.Rounds; round++)
        for (var table = 0; table < Orders.Length; table++)
            paces[table].Add(Filled(database, table, plan, dice, ref place));
        for (var table = 0; table < Orders.Length; table++)
            yield return new Row(
                $"bare SQLite, a row an event, {Orders[table].What}, of {plan.Accounts:N0} accounts, {InCommit:N0} a commit",
                Pace.Median(paces[table]).Told("events"),
                "",
                null,
                "",
                null
            );
    }

    private static sqlite3 Opened(string file)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(file, out var database));
        Do(database, "PRAGMA journal_mode = WAL");
        Do(database, "PRAGMA synchronous = FULL");
        return database;
    }

    private static Pace Filled(sqlite3 database, int table, Plan plan, Random dice, ref long place)
    {
        var sql = $"INSERT INTO events{table} VALUES (?, ?, ?)";
        Check(raw.sqlite3_prepare_v2(database, sql, out var row));
        using var insert = row;
        var record = new byte[Size];
        using var process = Process.GetCurrentProcess();
        var (before, clock, rows) = (process.TotalProcessorTime, Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < plan.Slice; rows += InCommit)
        {
            Do(database, "BEGIN IMMEDIATE");
            for (var i = 0; i < InCommit; i++)
            {
                Check(raw.sqlite3_bind_int64(insert, 1, ++place));
                Check(raw.sqlite3_bind_int64(insert, 2, dice.Next(plan.Accounts)));
                Check(raw.sqlite3_bind_blob(insert, 3, record));
                Check(raw.sqlite3_step(insert));
                Check(raw.sqlite3_reset(insert));
            }
            Do(database, "COMMIT");
        }
        process.Refresh();
        var spent = process.TotalProcessorTime - before;
        return new(rows / clock.Elapsed.TotalSeconds, spent.TotalMicroseconds / rows);
    }

    private static void Do(sqlite3 database, string sql) => Check(raw.sqlite3_exec(database, sql));

    private static void Check(int answer)
    {
        if (answer is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw new InvalidOperationException($"SQLite answered {answer}");
    }
}
