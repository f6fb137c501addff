using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// How many records each stream held at a filing, in the order of the stored numbers, in parts: a part that is not full is
/// the last.
/// </summary>
internal sealed class FiledSequences : IDisposable
{
    /// <summary>Streams of a full part.</summary>
    public const int StreamsOfAPart = 4096;

    private readonly Statement insert;
    private readonly int filing;
    private readonly RecordWriter part = new();
    private int streams;
    private int parts;

    /// <summary>Begins to write those of a filing.</summary>
    public FiledSequences(Database database, int filing)
    {
        this.filing = filing;
        insert = database.Prepare("REPLACE INTO sequence VALUES(?1, ?2)");
    }

    /// <summary>Adds the next stream.</summary>
    public void Add(long sequence)
    {
        part.Varint((ulong)sequence);
        if (++streams == StreamsOfAPart)
            Write();
    }

    /// <summary>Writes what is left, which may be nothing: it says that all is there.</summary>
    public void End() => Write();

    /// <summary>Reads those of a filing.</summary>
    /// <returns>The sequences by stored number; null where a part is missing.</returns>
    public static List<long>? Read(Database database, int filing)
    {
        var all = new List<long>();
        using var row = database.Prepare("SELECT body FROM sequence WHERE id = ?1");
        for (var part = 0; row.Bind(1, Id(filing, part)).Step(); part++)
        {
            var reader = new PackedReader(row.Bytes(0), "the filed sequences");
            while (reader.Left > 0)
                all.Add((long)Math.Min(reader.Varint(), long.MaxValue));
            row.Reset();
            if (all.Count < (part + 1) * (long)StreamsOfAPart)
                return all;
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => insert.Dispose();

    /// <summary>The id of a part; those of earlier filings are smaller.</summary>
    public static long Id(int filing, int part) => (long)filing << 32 | (uint)part;

    private void Write()
    {
        insert.Bind(1, Id(filing, parts++)).Bind(2, part.From(0)).Run();
        part.Truncate(0);
        streams = 0;
    }
}
