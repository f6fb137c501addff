using Evenhand.Core.Stream;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Writes one filing, a part with each append, so that none waits for all of it. Nobody reads it before its last part is
/// there; broken off, it is written anew under another number.
/// </summary>
internal sealed class Filer : IDisposable
{
    /// <summary>Slices that a part takes in at least.</summary>
    private const int LeastSlices = 4096;

    /// <summary>Streams that are looked at for each slice taken in: most streams of a large ledger have none.</summary>
    private const int StreamsForASlice = 8;

    private readonly Database database;
    private readonly Places places;
    private readonly int number;
    private readonly int before;
    private readonly long start;
    private readonly long upto;
    private readonly int streams;
    private readonly FiledSequences sequences;
    private readonly Statement row;
    private readonly RecordWriter packed = new();
    private int next;

    /// <summary>Begins a filing, in an open transaction, of all slices that are in memory.</summary>
    /// <param name="database">Where.</param>
    /// <param name="places">What.</param>
    /// <param name="names">The streams' stored numbers.</param>
    /// <param name="upto">The last segment that is in memory.</param>
    public Filer(Database database, Places places, StreamNames names, long upto)
    {
        (this.database, this.places) = (database, places);
        before = places.Filing;
        number = Filings.Free(database);
        start = places.Age(upto);
        this.upto = places.Base;
        streams = names.StoredCount + 1;
        sequences = new FiledSequences(database, number);
        row = database.Prepare("INSERT INTO filed VALUES(?1, ?2, ?3)");
    }

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>Writes a part, in an open transaction.</summary>
    /// <param name="appended">How many slices the append had: a filing must end before as many slices again are in memory.</param>
    /// <returns>Whether it was the last part.</returns>
    public bool Write(int appended)
    {
        var most = Math.Max(LeastSlices, 2L * appended);
        var (slices, looked) = (0L, 0L);
        while (next < streams && slices < most && looked < most * StreamsForASlice)
        {
            looked++;
            slices += File(next++);
        }
        return next == streams;
    }

    /// <summary>Makes it count, in an open transaction.</summary>
    /// <returns>False where another process has filed meanwhile: then this one is worth nothing.</returns>
    public bool End()
    {
        if (Filings.Last(database) != before)
            return false;
        sequences.End();
        using var filing = database.Prepare("INSERT INTO filing VALUES(?1, ?2, ?3)");
        filing.Bind(1, number).Bind(2, start).Bind(3, upto).Run();
        Sweep("sequence", 0, FiledSequences.Id(number, 0));
        Sweep("filed", Filings.Id(before + 1, 0), Filings.Id(number, 0));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sequences.Dispose();
        row.Dispose();
    }

    private int File(int stored)
    {
        var (kept, sequence) = places.Aged(stored);
        sequences.Add(sequence);
        if (kept.Count == 0)
            return 0;
        PackedPlaces.Pack(kept, start, packed);
        row.Bind(1, Filings.Id(number, stored)).Bind(2, kept[0].From).Bind(3, packed.From(0)).Run();
        return kept.Count;
    }

    /// <summary>Deletes some of what nobody reads any more; each filing takes in more than the one before it left.</summary>
    private void Sweep(string table, long from, long end)
    {
        using var delete = database.Prepare(
            $"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE id >= ?1 AND id < ?2 LIMIT {2 * LeastSlices})"
        );
        delete.Bind(1, from).Bind(2, end).Run();
    }
}
