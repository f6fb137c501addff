using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// The step to format 2. It brings kinds of slices that the program before does not know, and would fold as if they were not
/// there; so that program must refuse the file. The sequences of the streams come in parts, so that no commit writes all.
/// </summary>
internal static class Second
{
    private const string Tables = """
        CREATE TABLE format(number INTEGER PRIMARY KEY, program BLOB NOT NULL);
        CREATE TABLE audited(segment INTEGER PRIMARY KEY);
        CREATE TABLE sequence(id INTEGER PRIMARY KEY, body BLOB NOT NULL);
        """;

    /// <summary>Streams whose sequences are carried over before it is told how far it has come.</summary>
    private const int Stride = 256 * FiledSequences.StreamsOfAPart;

    public static void Run(Database database, Action<string> progress)
    {
        database.Run(Tables);
        var number = Filings.Last(database);
        var upto = database.Number("SELECT upto FROM filing ORDER BY number DESC LIMIT 1");
        using (var row = database.Prepare("SELECT body FROM sequences WHERE upto = ?1"))
        {
            row.Bind(1, upto);
            if (number > 0 && row.Step())
                Carry(database, number, row.Bytes(0), progress);
        }
        database.Run("DROP TABLE sequences");
    }

    private static void Carry(
        Database database,
        int number,
        ReadOnlySpan<byte> body,
        Action<string> progress
    )
    {
        var reader = new PackedReader(body, "the filed sequences");
        using var parts = new FiledSequences(database, number);
        for (var stored = 0; reader.Left > 0; stored++)
        {
            parts.Add((long)reader.Varint());
            if (stored % Stride == Stride - 1)
                progress($"{stored + 1:N0} accounts");
        }
        parts.End();
    }
}
