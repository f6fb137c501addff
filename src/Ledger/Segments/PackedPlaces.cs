using Evenhand.Core.Stream;

namespace Evenhand.Ledger.Segments;

/// <summary>Where some slices of one stream lie, in a row, as bytes.</summary>
internal static class PackedPlaces
{
    /// <summary>Packs places, each segment as its distance from the one before.</summary>
    public static void Pack(List<Place> places, long start, RecordWriter output)
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

    /// <summary>The places that were packed.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="segment">The segment that the first one's distance is from.</param>
    /// <param name="sequence">The sequence of the first record.</param>
    public static List<Place> Unpack(ReadOnlySpan<byte> packed, long segment, long sequence)
    {
        var places = new List<Place>();
        var reader = new PackedReader(packed, "a filed index");
        while (reader.Left > 0)
        {
            segment = unchecked(segment + (long)reader.Varint());
            var place = new Place(
                sequence,
                segment,
                reader.Small(),
                reader.Small(),
                reader.Small()
            );
            sequence = unchecked(sequence + place.Count);
            places.Add(place);
        }
        return places;
    }
}
