using System.Runtime.InteropServices;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Replaying;

/// <summary>The canonical order of events: time, then source, sequence and id, the texts by code points.</summary>
internal static class CanonicalOrder
{
    /// <summary>An account's events before the replay's end, in canonical order.</summary>
    public static List<RecordPlace> Sort(ReplayContext context, int account)
    {
        var places = context.Set.Of(account);
        if (context.Set.Last >= context.EventsBefore)
            places = places.FindAll(place => place.Time < context.EventsBefore);
        if (!IsSorted(context, places))
            CollectionsMarshal.AsSpan(places).Sort((a, b) => Compare(context, a, b));
        return places;
    }

    private static bool IsSorted(ReplayContext context, List<RecordPlace> places)
    {
        var span = CollectionsMarshal.AsSpan(places);
        for (var i = 1; i < span.Length; i++)
            if (span[i - 1].Time >= span[i].Time && Compare(context, span[i - 1], span[i]) > 0)
                return false;
        return true;
    }

    private static int Compare(ReplayContext context, RecordPlace a, RecordPlace b)
    {
        if (a.Time != b.Time)
            return a.Time.CompareTo(b.Time);
        var (batchA, batchB) = (context.Set.Batch(a.Batch), context.Set.Batch(b.Batch));
        var (sourceA, sourceB) = (
            Record.Head(batchA, a.Offset).Source,
            Record.Head(batchB, b.Offset).Source
        );
        if (sourceA != sourceB)
            return CompareTexts(context.Sources.Bytes(sourceA), context.Sources.Bytes(sourceB));
        // One without a sequence comes first, as the empty text does.
        var sequence = CompareTexts(
            Record.Sequence(batchA, a.Offset),
            Record.Sequence(batchB, b.Offset)
        );
        return sequence != 0
            ? sequence
            : CompareTexts(Record.Id(batchA, a.Offset), Record.Id(batchB, b.Offset));
    }

    /// <summary>By UTF-8 bytes, which orders code points as Unicode does.</summary>
    private static int CompareTexts(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        a.SequenceCompareTo(b);
}
