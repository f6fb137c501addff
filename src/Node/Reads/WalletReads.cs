using System.Globalization;
using System.Text;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Refusals;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Reads prepaid money out of what is stored: the balance, and each movement with the event that made it.</summary>
internal sealed class WalletReads(NodeContext context, AccountDirectory accounts)
{
    /// <summary>A page of movements, the earliest first; null where there is no such account, or it is not open.</summary>
    /// <param name="id">The account.</param>
    /// <param name="after">How many movements are passed over; null for none.</param>
    /// <param name="limit">How many at most.</param>
    public WalletHistory? Of(AccountId id, string? after, int limit)
    {
        var skip = Skip(after);
        var now = context.Clock.Now;
        var currency = accounts.Visit(id, account => account.Live?.FiguresAt(now).Currency);
        if (currency is null || accounts.Find(id) is not { } door)
            return null;
        return door.Study(() => Of(door, currency, now, skip, limit));
    }

    /// <summary>
    /// What there is is told by a fold from the last checkpoint, which makes those that are missing; the page by one of the
    /// cycles in which its movements are.
    /// </summary>
    private WalletHistory Of(Door door, string currency, Moment now, int skip, int limit)
    {
        var stored = door.Life.Look();
        var balance = stored.Run(Fold(now)).Effects.OfType<WalletBalance>().Last().Balance;
        var watch = new WalletWatch(skip, limit);
        var (from, to) = stored.WhileOfMoves(skip, (long)skip + limit);
        stored.Run(Fold(now) with { Watch = watch, From = from, To = to });
        return new WalletHistory(
            door.Name,
            now,
            currency,
            balance,
            Named(stored, watch.Movements),
            watch.HasMore
                ? (skip + watch.Movements.Count).ToString(CultureInfo.InvariantCulture)
                : null
        );
    }

    private LifeFold Fold(Moment now)
    {
        var rules = context.Rules;
        return new LifeFold(rules, now.Next, now.Next, context.Rates.Latest(rules, now.Next))
        {
            StatedFrom = Moment.Never,
        };
    }

    private IReadOnlyList<WalletEvent> Named(
        StoredLife stored,
        IReadOnlyList<WalletMovement> movements
    )
    {
        var lines = movements.Select(each => each.Line).ToHashSet();
        var names = new Dictionary<int, (string Source, string Id, string Type)>();
        foreach (var (batch, offset) in stored.At(lines))
        {
            ref readonly var head = ref Record.Head(batch, offset);
            names[head.Line] = (
                Encoding.UTF8.GetString(stored.Sources.Bytes(head.Source)),
                Encoding.UTF8.GetString(Record.Id(batch, offset)),
                context.Shelf.Catalogue.Types[head.Type].Name
            );
        }
        return
        [
            .. movements.Select(each => new WalletEvent(
                each,
                names[each.Line].Source,
                names[each.Line].Id,
                names[each.Line].Type
            )),
        ];
    }

    private static int Skip(string? after) =>
        after is null ? 0
        : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip
        : throw new RequestException(Code.Malformed, "after is no cursor of this list")
        {
            Pointer = "?after",
        };
}
