using System.Runtime.InteropServices;
using Evenhand.Ledger.Segments;

namespace Evenhand.Ledger.Sqlite;

/// <summary>
/// Holds the slices of an append against where their streams are, and notes on the way by which numbers these are stored. It is
/// used again for the next append; one thread at a time may use it.
/// </summary>
/// <param name="names">The accounts.</param>
internal sealed class Expectations(StreamNames names)
{
    private readonly Dictionary<StreamName, long> ofNew = [];
    private readonly Dictionary<int, long> ofKnown = [];
    private readonly List<int> numbers = [];

    /// <summary>By which number the stream of each slice is stored; negative where it is not yet.</summary>
    public IReadOnlyList<int> Numbers => numbers;

    /// <summary>The streams that are not where slices expect them.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="places">Where the streams are.</param>
    public List<StreamName> Conflicts(IReadOnlyList<Slice> slices, Places places)
    {
        var conflicts = new List<StreamName>();
        ofNew.Clear();
        ofKnown.Clear();
        numbers.Clear();
        for (var i = 0; i < slices.Count; i++)
        {
            var slice = slices[i];
            var number = names.Find(slice.Stream);
            numbers.Add(number);
            ref var next = ref Next(slice.Stream, number, places);
            if (slice.Expected != next && !conflicts.Contains(slice.Stream))
                conflicts.Add(slice.Stream);
            next = slice.Expected + slice.Count;
        }
        return conflicts;
    }

    /// <summary>Where the slices so far leave a stream, or where it is.</summary>
    private ref long Next(StreamName stream, int number, Places places)
    {
        if (number < 0)
            return ref CollectionsMarshal.GetValueRefOrAddDefault(ofNew, stream, out _);
        ref var next = ref CollectionsMarshal.GetValueRefOrAddDefault(
            ofKnown,
            number,
            out var isKnown
        );
        if (!isKnown)
            next = places.SequenceOf(number);
        return ref next;
    }
}
