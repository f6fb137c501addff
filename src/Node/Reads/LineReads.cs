using System.Globalization;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Reads;

/// <summary>
/// Reads the events behind a line out of what is stored: the account is folded as for the statement, and the fold says
/// which events touched what the line charges.
/// </summary>
internal sealed class LineReads(NodeContext context, AccountDirectory accounts)
{
    /// <summary>
    /// The events behind the lines of a clause, in the order of arrival, each with what it counted; null where the
    /// statement has no such line. Behind a stated line stand those that it was stated with.
    /// </summary>
    public Page<string>? EventsBehind(
        AccountId id,
        CycleStatement of,
        string clause,
        string? after,
        int limit
    )
    {
        var cited = new ClauseId(clause);
        if (of.Statement.Lines.FirstOrDefault(each => each.Clause == cited) is not { } line)
            return null;
        if (accounts.Find(id) is not { } door)
            return null;
        var skip =
            after is null ? -1
            : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                ? last
            : int.MaxValue;
        var watch = new LineWatch(line.Version, cited, of.Statement.From);
        return door.Study(() => Listed(door, of, watch, skip, limit));
    }

    private Page<string> Listed(Door door, CycleStatement of, LineWatch watch, int skip, int limit)
    {
        var (rules, now) = (context.Rules, context.Clock.Now);
        var stored = door.Life.Look();
        var until = Moment.Max(of.Statement.Time, now.Next);
        stored.Run(
            Counted(new LifeFold(rules, until, now.Next, context.Rates.Latest(rules, now.Next)))
        );
        var json = new EventJson(context.Shelf.Catalogue, stored.Sources);
        var wanted = watch.Shares.Keys.Where(line => line > skip).Order().ToArray();
        var page = wanted.Take(limit).ToHashSet();
        List<string> items =
        [
            .. stored
                .At(page)
                .Select(each =>
                    json.Write(
                        each.Records,
                        each.Offset,
                        door.Name.Text,
                        watch.Shares[Record.Head(each.Records, each.Offset).Line]?.ToString()
                    )
                ),
        ];
        return new Page<string>(items, wanted.Length > limit ? Cursor(wanted[limit - 1]) : null);

        LifeFold Counted(LifeFold fold)
        {
            fold = fold with
            {
                Watch = watch,
                From = of.Statement.From,
                To = of.Statement.Time,
                StatedFrom = Moment.Never,
            };
            if (of is not { Sequence: { } sequence, Stated: { } at })
                return fold;
            var then = new AsOf(sequence, at);
            return fold with { AsOf = then, Counts = head => then.Knew(head), OwnBy = sequence };
        }
    }

    private static string Cursor(int line) => line.ToString(CultureInfo.InvariantCulture);
}
