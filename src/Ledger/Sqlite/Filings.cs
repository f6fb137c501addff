using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Where slices lie, filed by stream once there are many, so that memory stays bounded and opening is quick. All of it
/// derives from the segments and may be emptied. Rows are written in the order of their ids, which is why a filing
/// comes before the stream there.
/// </summary>
internal static class Filings
{
    /// <summary>The number of the last filing; 0 where there is none.</summary>
    public static int Last(Database database) =>
        (int)database.Number("SELECT max(number) FROM filing");

    /// <summary>Begins with the sequences and the place of the last filing.</summary>
    public static void Load(Database database, Places places, StreamNames names)
    {
        var upto = database.Number("SELECT upto FROM filing ORDER BY number DESC LIMIT 1");
        var at = new List<long>();
        using var row = database.Prepare("SELECT body FROM sequences WHERE upto = ?1");
        row.Bind(1, upto);
        if (upto == 0 || !row.Step())
        {
            places.Begin(0, 0, at);
            return;
        }
        var reader = new PackedReader(row.Bytes(0), "the filed sequences");
        for (var stored = 0; reader.Left > 0; stored++)
        {
            var stream = names.GivenOf(stored);
            if (stream < 0)
                throw reader.Damage();
            while (at.Count <= stream)
                at.Add(0);
            at[stream] = (long)reader.Varint();
        }
        places.Begin(Last(database), upto, at);
    }

    /// <summary>Files what <paramref name="places"/> keeps; the caller has a transaction open and commits it.</summary>
    /// <param name="database">Where.</param>
    /// <param name="places">What.</param>
    /// <param name="names">The streams' stored numbers.</param>
    /// <param name="upto">The last segment that it covers.</param>
    public static void Write(Database database, Places places, StreamNames names, long upto)
    {
        var number = places.Filing + 1;
        using var filing = database.Prepare("INSERT INTO filing VALUES(?1, ?2, ?3)");
        filing.Bind(1, number).Bind(2, places.Base).Bind(3, upto).Run();
        using var row = database.Prepare("INSERT INTO filed VALUES(?1, ?2, ?3)");
        using var sequences = database.Prepare("REPLACE INTO sequences VALUES(1, ?1, ?2)");
        var packed = new RecordWriter();
        var all = new RecordWriter();
        for (var stored = 0; names.GivenOf(stored) is >= 0 and var stream; stored++)
        {
            all.Varint((ulong)places.SequenceOf(stream));
            var kept = places.From(stream, 0).Places;
            if (kept.Count == 0)
                continue;
            Pack(kept, places.Base, packed);
            row.Bind(1, Id(number, stored)).Bind(2, kept[0].From).Bind(3, packed.From(0)).Run();
        }
        sequences.Bind(1, upto).Bind(2, all.From(0)).Run();
    }

    /// <summary>The places of a stream in the filings up to one, from a sequence on, oldest first.</summary>
    /// <param name="database">Where.</param>
    /// <param name="filing">The last filing to look at.</param>
    /// <param name="stored">The stored number of the stream.</param>
    /// <param name="from">The sequence wanted.</param>
    public static List<Place> Read(Database database, int filing, int stored, long from)
    {
        var filed = new List<Place>();
        using var row = database.Prepare(
            "SELECT filed.sequence, filing.base, filed.places FROM filed, filing WHERE filed.id = ?1 AND filing.number = ?2"
        );
        for (var number = filing; number > 0; number--)
        {
            if (!row.Bind(1, Id(number, stored)).Bind(2, number).Step())
                continue;
            var first = row.Long(0);
            filed.InsertRange(0, Unpack(row.Bytes(2), row.Long(1), first));
            row.Reset();
            if (first <= from)
                break;
        }
        return filed;
    }

    private static long Id(int filing, int stored) => (long)filing << 32 | (uint)stored;

    private static void Pack(List<Place> places, long start, RecordWriter output)
    {
        output.Truncate(0);
        foreach (var place in places)
        {
            output.Varint((ulong)(place.Segment - start));
            output.Small(place.Offset);
            output.Small(place.Length);
            output.Small(place.Count);
            start = place.Segment;
        }
    }

    private static List<Place> Unpack(ReadOnlySpan<byte> packed, long segment, long sequence)
    {
        var places = new List<Place>();
        var reader = new PackedReader(packed, "a filed index");
        while (reader.Left > 0)
        {
            segment += (long)reader.Varint();
            var place = new Place(
                sequence,
                segment,
                reader.Small(),
                reader.Small(),
                reader.Small()
            );
            sequence += place.Count;
            places.Add(place);
        }
        return places;
    }
}
