using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Outbox;

/// <summary>Entries of one account that a consumer was not given yet, in their order.</summary>
/// <param name="Entries">The entries, each with the sequence up to which all was given once it is taken.</param>
/// <param name="End">The sequence up to which all was given once all of them are taken.</param>
internal sealed record SaidPage(IReadOnlyList<(SaidEntry Entry, long UpTo)> Entries, long End)
{
    private const int Most = 100;

    /// <summary>Reads a page.</summary>
    /// <param name="account">The account.</param>
    /// <param name="slices">Its stream, from where the page begins.</param>
    /// <param name="from">Where that is.</param>
    /// <param name="since">What was told before this instant is left out.</param>
    public static SaidPage Of(
        AccountId account,
        IEnumerable<StoredSlice> slices,
        long from,
        Moment since
    )
    {
        var (entries, end) = (new List<(SaidEntry, long)>(), from);
        foreach (var slice in slices)
        {
            if (slice.From < from)
                continue;
            if (entries.Count >= Most)
                break;
            end = slice.From + slice.Count;
            if (slice.Committed < since)
                continue;
            var told = ToldRecord.In(slice);
            for (var place = 0; place < told.Length; place++)
                entries.Add(
                    (
                        SaidEntry.Of(account, told[place], $"{slice.From}.{place}"),
                        place + 1 < told.Length ? slice.From : end
                    )
                );
        }
        return new SaidPage(entries, end);
    }
}
