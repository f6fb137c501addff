using System.Globalization;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Reads what accounts were told from the ledger, in the order in which they were told it, which is that of time. A cursor
/// is the sequence of the record and, where that told several things, the place among them.
/// </summary>
internal sealed class ToldReads(NodeContext context, AccountDirectory accounts)
{
    /// <summary>A page of what an account was told; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="after">The cursor after which the page begins; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="part">What of a record is listed; null where it is left out.</param>
    public Page<T>? Of<T>(AccountId id, string? after, int limit, Func<ToldRecord, T?> part)
        where T : class
    {
        if (accounts.Visit(id, account => "") is null || accounts.Find(id) is not { } door)
            return null;
        var from = after is null ? (Sequence: 0L, Place: 0) : Cursor(after);
        return door.Study(() => Of(door, from, limit, part));
    }

    /// <summary>A page of what an account was told, the latest first; null where there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="before">The cursor before which the page begins; null for the latest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="part">What of a record is listed; null where it is left out.</param>
    public Page<T>? Latest<T>(AccountId id, string? before, int limit, Func<ToldRecord, T?> part)
        where T : class
    {
        if (accounts.Visit(id, account => "") is null || accounts.Find(id) is not { } door)
            return null;
        var end = before is null ? (long.MaxValue, 0) : Cursor(before);
        return door.Study(() => Before(door, end, limit, part));
    }

    private Page<T> Before<T>(
        Door door,
        (long Sequence, int AfterPlace) end,
        int limit,
        Func<ToldRecord, T?> part
    )
        where T : class
    {
        var found = new Queue<(T Item, string Cursor)>();
        foreach (var slice in context.Ledger.Read(door.Stream, 0, ToldRecord.Kinds))
        {
            if (slice.From > end.Sequence)
                break;
            var records = ToldRecord.In(slice);
            var most = slice.From == end.Sequence ? end.AfterPlace - 1 : records.Length;
            for (var place = 0; place < most; place++)
            {
                if (part(records[place]) is not { } item)
                    continue;
                found.Enqueue(
                    (item, string.Create(CultureInfo.InvariantCulture, $"{slice.From}.{place}"))
                );
                if (found.Count > limit + 1)
                    found.Dequeue();
            }
        }
        var isLast = found.Count <= limit;
        var items = found.Skip(isLast ? 0 : 1).Reverse().ToArray();
        return new Page<T>([.. items.Select(each => each.Item)], isLast ? null : items[^1].Cursor);
    }

    private Page<T> Of<T>(
        Door door,
        (long Sequence, int Place) from,
        int limit,
        Func<ToldRecord, T?> part
    )
        where T : class
    {
        var items = new List<T>();
        var last = "";
        foreach (var slice in context.Ledger.Read(door.Stream, from.Sequence, ToldRecord.Kinds))
        {
            if (slice.From < from.Sequence)
                continue;
            var records = ToldRecord.In(slice);
            var first = slice.From == from.Sequence ? from.Place : 0;
            for (var place = first; place < records.Length; place++)
            {
                if (part(records[place]) is not { } item)
                    continue;
                if (items.Count == limit)
                    return new Page<T>(items, last);
                items.Add(item);
                last = string.Create(CultureInfo.InvariantCulture, $"{slice.From}.{place}");
            }
        }
        return new Page<T>(items, null);
    }

    /// <summary>The first place that may come after a cursor; one without a place is of an older release.</summary>
    private static (long Sequence, int Place) Cursor(string after)
    {
        var parts = after.Split('.');
        var place = 0;
        if (
            parts.Length > 2
            || !TryRead(parts[0], out long sequence)
            || parts.Length == 2 && !TryRead(parts[1], out place)
        )
            throw new RequestException(Code.Malformed, "after is no cursor of this list")
            {
                Pointer = "?after",
            };
        return (Math.Min(sequence, long.MaxValue - 1), Math.Min(place, int.MaxValue - 1) + 1);
    }

    private static bool TryRead<T>(string text, out T number)
        where T : struct, System.Numerics.INumber<T> =>
        T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
