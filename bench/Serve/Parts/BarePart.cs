using System.Diagnostics;
using SQLitePCL;

namespace Evenhand.Bench.Serve.Parts;

/// <summary>
/// What durable storage of the same rows costs by itself: a row an event, by account, in bare SQLite, with nothing parsed, known, decided
/// or counted. Whoever stores each event by its account pays this on top of parsing; no server of events can cost less.
/// </summary>
internal static class BarePart
{
    /// <summary>Events of a transaction: one batch of each connection of the ingest part.</summary>
    private const int InCommit = 24 * Batch.Events;

    /// <summary>Bytes of an event as it is stored, about.</summary>
    private const int Size = 128;

    public static IEnumerable<Row> Run(Plan plan)
    {
        using var database = Opened(Path.Combine(plan.Folder, "bare.sqlite"));
        var (dice, sequences) = (new Random(1), new long[plan.Accounts]);
        var paces = new List<Pace>();
        for (var round = 0; round < plan.Rounds; round++)
            paces.Add(Filled(database, plan.Slice, dice, sequences));
        yield return new Row(
            $"bare SQLite, a row an event, {plan.Accounts:N0} accounts, {InCommit:N0} events a commit",
            Pace.Median(paces).Told("events"),
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
        Do(
            database,
            "CREATE TABLE events (account INTEGER, sequence INTEGER, record BLOB, PRIMARY KEY (account, sequence)) WITHOUT ROWID"
        );
        return database;
    }

    private static Pace Filled(sqlite3 database, TimeSpan slice, Random dice, long[] sequences)
    {
        Check(raw.sqlite3_prepare_v2(database, "INSERT INTO events VALUES (?, ?, ?)", out var row));
        using var insert = row;
        var record = new byte[Size];
        using var process = Process.GetCurrentProcess();
        var (before, clock, rows) = (process.TotalProcessorTime, Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < slice; rows += InCommit)
        {
            Do(database, "BEGIN IMMEDIATE");
            for (var i = 0; i < InCommit; i++)
            {
                var account = dice.Next(sequences.Length);
                dice.NextBytes(record);
                Check(raw.sqlite3_bind_int64(insert, 1, account));
                Check(raw.sqlite3_bind_int64(insert, 2, sequences[account]++));
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
