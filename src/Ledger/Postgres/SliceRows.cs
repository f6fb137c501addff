using System.Runtime.CompilerServices;
using Evenhand.Core.Time;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Postgres;

/// <summary>Reads slices out of segments without loading the rest of them. Safe to use from many threads.</summary>
internal sealed class SliceRows(Session session, Known known)
{
    /// <summary>Bytes that are read before the first slice is handed out: no connection is held while a caller thinks.</summary>
    private const int BytesAtOnce = 1 << 20;

    private const string Frames =
        "SELECT s.committed, substring(s.payload FROM n.at + 1 FOR n.length) FROM unnest($2, $3, $4) WITH ORDINALITY"
        + " AS n(segment, at, length, place) JOIN evenhand.segment s ON s.partition = $1 AND s.number = n.segment ORDER BY n.place";

    private const string Papers =
        "SELECT s.number, s.papers FROM evenhand.segment s WHERE s.partition = $1 AND s.number = ANY($2) AND s.papers <> ''";

    /// <summary>A stream's slices from a sequence on; see <see cref="ILedger.ReadAsync"/>.</summary>
    public async IAsyncEnumerable<StoredSlice> ReadAsync(
        StreamName stream,
        long from,
        SliceKinds kinds,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var partition = known.Of(stream);
        var stored = partition.Names.Find(stream);
        if (stored < 0)
            yield break;
        var reader = new StreamRead(stream.Text, from);
        var places = await reader.GuardAsync(() => PlacesAsync(partition, stored, stream, from));
        if (!kinds.HasEvents)
            places = await reader.GuardAsync(() => OnlyAsync(partition, places, kinds));
        for (var next = 0; next < places.Count; )
        {
            cancel.ThrowIfCancellationRequested();
            var block = Block(places, next);
            var slices = await reader.GuardAsync(() => BlockAsync(partition, stored, block));
            foreach (var slice in slices)
            {
                reader.Position = slice.From + slice.Count;
                if (kinds.Has(slice.Kind))
                    yield return slice;
            }
            next += slices.Count;
        }
    }

    private static List<Place> Block(List<Place> places, int start)
    {
        var (next, bytes) = (start, 0L);
        do bytes += places[next++].Length;
        while (next < places.Count && bytes + places[next].Length <= BytesAtOnce);
        return places.GetRange(start, next - start);
    }

    private async Task<List<Place>> PlacesAsync(
        Partition partition,
        int stored,
        StreamName stream,
        long from
    )
    {
        var (places, reached, _, sequence) = partition.Places.From(stored, from);
        if (reached > from)
        {
            var filed = await FiledPlaces.ReadAsync(
                session,
                partition.Number,
                stored,
                from,
                reached
            );
            places.InsertRange(0, filed.SkipWhile(place => place.End <= from));
        }
        if (from < sequence && !Place.AreWhole(places, from, sequence))
            throw new DamagedLedgerException(
                $"the index of account \"{stream}\" has a gap. {WayOut.OfDatabase.Text}"
            );
        return places;
    }

    private async Task<List<Place>> OnlyAsync(
        Partition partition,
        List<Place> places,
        SliceKinds kinds
    )
    {
        var tables = await session.ListAsync(
            Papers,
            row => (Segment: row.GetInt64(0), Table: row.GetFieldValue<byte[]>(1)),
            partition.Number,
            places.Select(place => place.Segment).Distinct().ToArray()
        );
        var found = tables.ToDictionary(each => each.Segment, each => each.Table);
        return
        [
            .. places.Where(place =>
                found.TryGetValue(place.Segment, out var table)
                && PaperSlots.MayBe(table, place.Offset, kinds)
            ),
        ];
    }

    /// <summary>The slices of a block; where one is damaged, those before it.</summary>
    /// <exception cref="DamagedLedgerException">The first one is.</exception>
    private async Task<List<StoredSlice>> BlockAsync(
        Partition partition,
        int stored,
        List<Place> places
    )
    {
        var rows = await session.ListAsync(
            Frames,
            row => (Committed: row.GetInt64(0), Frame: row.GetFieldValue<byte[]>(1)),
            partition.Number,
            places.Select(place => place.Segment).ToArray(),
            places.Select(place => place.Offset).ToArray(),
            places.Select(place => place.Length).ToArray()
        );
        if (rows.Count == 0)
            throw WayOut.OfDatabase.Damage(
                places[0].Segment,
                $"of partition {partition.Number} is missing"
            );
        var slices = new List<StoredSlice>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (place, (committed, frame)) = (places[i], rows[i]);
            if (!SliceFrame.IsSound(frame, stored, place.From))
                return slices.Count > 0
                    ? slices
                    : throw new DamagedLedgerException(
                        $"segment {place.Segment} of partition {partition.Number}: a slice does not agree with its checksum. {WayOut.OfDatabase.Text}"
                    );
            slices.Add(SliceFrame.Read(frame, place.From, new(committed)));
        }
        return slices;
    }

    /// <summary>How far a stream is read: what is damaged is told with that.</summary>
    private sealed class StreamRead(string account, long from)
    {
        public long Position { get; set; } = from;

        public async Task<T> GuardAsync<T>(Func<Task<T>> read)
        {
            try
            {
                return await read();
            }
            catch (DamagedLedgerException damage) when (damage is not DamagedStreamException)
            {
                throw new DamagedStreamException(account, Position, damage);
            }
        }
    }
}
