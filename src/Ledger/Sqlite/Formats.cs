using System.Text;

namespace Evenhand.Ledger.Sqlite;

/// <summary>The formats of a ledger's file: the tables of the first one, and which program brought the file to which.</summary>
internal static class Formats
{
    /// <summary>
    /// `segment` is the truth, with the names in `stream`; `tip` says where it ends, so that a missing end is noticed.
    /// `filing`, `filed` and `sequences` derive from it and may be emptied. Large columns come last: reading the others
    /// then does not touch them.
    /// </summary>
    public const string First = """
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

    /// <summary>From this format on a file says which program brought it there.</summary>
    private const int Signed = 2;

    /// <summary>Notes that this program brings the file to a format.</summary>
    public static void Sign(Database database, int format)
    {
        if (format < Signed)
            return;
        using var row = database.Prepare("REPLACE INTO format VALUES(?1, ?2)");
        row.Bind(1, format).Bind(2, Encoding.UTF8.GetBytes(Program.Version)).Run();
    }

    /// <summary>The program that brought a file to its format; null where the file does not say.</summary>
    public static string? WriterOf(Database database)
    {
        if (database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'format'") == 0)
            return null;
        using var row = database.Prepare("SELECT program FROM format ORDER BY number DESC LIMIT 1");
        return row.Step() ? Encoding.UTF8.GetString(row.Bytes(0)) : null;
    }

    /// <summary>The program that a later format needs, in words.</summary>
    public static string Needed(Database database, int format) =>
        WriterOf(database) is { } program
            ? $"evenhand {program} or a later one"
            : $"a later evenhand, which reads format {format}";
}
